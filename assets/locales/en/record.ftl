### The record in words: standing, fees, methods of payment, and why a command was not done.

status-active = Active
status-suspended = Suspended
status-resigned = Resigned
status-expired = Expired

fee-annual = Annual fee
fee-annual-postgraduate = Annual fee, postgraduate education
fee-late-penalty = Late penalty (25 % of the annual fee)

payment-method-visa = Visa
payment-method-visa-debit = Visa Debit
payment-method-mastercard = Mastercard
payment-method-mastercard-debit = Mastercard Debit
payment-method-amex = American Express
# Visa ending in 4242
payment-card = { $method } ending in { $lastFour }

rejection-not-available = Your class of registration is not renewed with this survey. If you think this is wrong, call { $phone }.
rejection-not-open-yet = Renewal opens on { $opens }. Your answers are kept; submit them from that day.
rejection-not-active = Your registration is not active, so it cannot be renewed here. Your answers are kept. Call { $phone } to find out what to do.
rejection-already-filed = Your survey was filed already, perhaps from another computer. Nothing was filed twice.
rejection-draft-changed = Your answers were changed on another computer since you checked them. Nothing was filed. Check your answers again, then submit.
rejection-form-changed = The College published a newer version of the survey. Nothing was filed. Your answers were carried over; check them again, then submit.
rejection-answers-invalid = { $count ->
    [one] One answer is
   *[other] { $count } answers are
  } missing or has to be mended. Nothing was filed. Check your answers, then submit again.
rejection-no-such-invoice = The College has no such invoice for you.
rejection-already-paid = This invoice is paid already. Nothing was charged twice.
rejection-payment-under-way = A payment of this invoice is under way. Wait until its outcome is known; it can take a few minutes.
rejection-wrong-amount = The amount does not match the invoice. Nothing was recorded.
rejection-not-allowed = This cannot be done from here.
rejection-update-needed = This version of Portal Desktop is too old for what the College has recorded. Everything is kept. Update the application, then go on.
