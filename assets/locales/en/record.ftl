### The record in words: standing, fees, methods of payment, and why a command was not done.

status-active = Active
status-suspended = Suspended
status-resigned = Resigned
status-expired = Expired

fee-annual = Annual fee
fee-annual-postgraduate = Annual fee, postgraduate education
fee-late-penalty = Late penalty (25 % of the annual fee)
fee-late-penalty-taken-back = Late penalty taken back

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
rejection-already-filed = This was filed already, perhaps from another computer. Nothing was filed twice.
rejection-not-eligible = { $why } Nothing was filed.
rejection-not-eligible-otherwise = You cannot ask for this now. Nothing was filed. If you think this is wrong, call { $phone }.
rejection-not-offered = The College does not offer this, or no longer. Nothing was filed. If you think this is wrong, call { $phone }.
rejection-open-already = You asked for this already, and the College has not finished with it. Nothing was filed twice.
rejection-draft-changed = Your answers were changed on another computer since you checked them. Nothing was filed. Check your answers again, then submit.
rejection-form-changed = The College published a newer version of this form. Nothing was filed. Your answers were carried over; check them again, then submit.
rejection-answers-invalid = { $count ->
    [one] One answer is
   *[other] { $count } answers are
  } missing or has to be mended. Nothing was filed. Check your answers, then submit again.
rejection-unsettled = { $count ->
    [one] One answer was
   *[other] { $count } answers were
  } given differently on two of your computers. Nothing was filed. Choose which one counts, check your answers, then submit again.
rejection-year-over = The registration year that this survey is for ended on { $last }, so it can no longer be filed. Your answers are kept. Call { $phone } to find out what to do.
rejection-no-such-invoice = The College has no such invoice for you.
rejection-already-paid = This invoice is paid already. Nothing was charged twice.
rejection-payment-under-way = A payment of this invoice is under way. Wait until its outcome is known; it can take a few minutes.
rejection-wrong-amount = The amount does not match the invoice. Nothing was recorded.
rejection-not-allowed = This cannot be done from here.
# $code names the reason, for whoever is asked about it
rejection-of-newer = The College did not take this, for a reason that needs a newer version of Portal Desktop to be shown ({ $code }). Nothing was changed, and what you entered is kept. Update Portal Desktop and try again, or call { college-phone-advisory } and name the reason.
rejection-update-needed = This version of Portal Desktop is too old for what the College has recorded. Everything is kept. Update the application, then go on.

### Rules of the profile. What they say is said beside the field or over the form; nothing was changed when one is shown.

rejection-not-enrolled = The College has no record for you yet. Call { $phone }.
rejection-entry-exists = This was recorded already. Nothing was recorded twice.
rejection-no-such-entry = This is not on your record. It may have been changed on another computer; look at the page again.
rejection-same-as-now = This is what your record says already. Nothing would change.
rejection-held-already = Your record has this already, with other days or another place. If that is wrong, remove it first, then add this.
rejection-changed-meanwhile = This was changed meanwhile, on another device or by the College. Look at what is there now.
rejection-effective-not-after-today = “Effective from” must be after today in Eastern time. The earliest day is { $earliest }.
rejection-effective-too-far = “Effective from” is too far ahead. The latest day is { $latest }.
rejection-scheduled-already = Another change takes effect on { $effective }. Withdraw that one first, or choose another day.
rejection-before-what-it-replaces = The location that this one replaces has not begun by then. The earliest day is { $earliest }.
rejection-replaced-already = Another location takes the place of this one from { $effective }. Withdraw that change first.
rejection-not-replaceable = The location that this one replaces was removed, or the College was asked to remove it. Nothing was changed. Add this one as a new location.
rejection-not-additional = Only an additional location can be replaced or removed. A primary or mailing address is superseded by a new one.
rejection-already-in-effect = This has taken effect and can no longer be withdrawn. Add what is true from a later day on.
rejection-not-in-effect-yet = This has not taken effect. Withdraw it instead.
rejection-already-withdrawn = This was withdrawn already.
rejection-already-historical = This is historical already. It stays in your history.
rejection-removal-asked-already = The College was asked to remove this location already. It stays on your record until the College removes it.
rejection-too-many = There are { $max } already, as many as there can be. Remove one that no longer applies.
rejection-needs-confirmation = Your College e-mail changes once you have confirmed the new address through the message sent to it.
rejection-no-such-document = Your record does not give this document now. Look at the list of documents again.
rejection-not-mailable = A filed survey says things about your health, so it is never sent by e-mail. Save it or print it instead.
rejection-no-college-email = The College has no e-mail address for you to send it to. Give one under Contact in your profile, or save the document instead.
rejection-not-confirmable = This link no longer holds. Ask for the change again in your profile; the newest message counts.

rejection-invalid-missing = Fill this in.
rejection-invalid-too-long = Shorten this to { $max } characters or fewer.
rejection-invalid-too-many-of = Give { $max } at most.
rejection-invalid-too-large = Attach { $max } MB or less.
rejection-invalid-control-character = Remove the characters that cannot be seen. They often come along when text is pasted; type it instead.
rejection-invalid-unknown-code = Choose one from the list.
rejection-invalid-left-the-list = This left the list on { $until } and can no longer be added. Choose another.
rejection-invalid-twice = This is given twice.
rejection-invalid-not-a-postal-code = Write a Canadian postal code as A1A 1A1.
rejection-invalid-forbidden-letter = Look at the letters again: Canadian postal codes never have D, F, I, O, Q or U, and never begin with W or Z.
rejection-invalid-not-a-phone = Write ten digits, such as { college-phone }, or for another country + and its code, such as +44 20 7946 0958. An extension has its own field.
rejection-invalid-not-an-extension = Write the extension as one to seven digits.
rejection-invalid-not-an-email = Write one e-mail address, such as name@example.org.
rejection-invalid-not-digits = Write digits only.
rejection-invalid-not-a-minc = Write your MINC as CAMD-1234-5679: CAMD and eight digits.
rejection-invalid-not-a-day = There is no such day. Write the year, month and day, such as 2027-06-01.
rejection-invalid-too-early = The day is too long ago. The earliest is { $earliest }.
rejection-invalid-too-late = The day is too far ahead. The latest is { $latest }.
rejection-invalid-before-from = The last day cannot be before the first.
rejection-invalid-not-a-minute = Write a time in hours and minutes, such as 9:00.
rejection-invalid-closes-before-opening = Closing must be after opening, on the same day.
rejection-invalid-overlap = These hours overlap others of the same day.
rejection-invalid-not-here = This does not apply here. Leave it empty.

warning-minc-check-digit = The last digit does not fit the others. Compare the number with your MINC letter; if it is the same, go on.
warning-postal-code-not-of-ontario = Postal codes in Ontario begin with K, L, M, N or P. If this one is right, go on.

## The message that asks the College to remove a location

message-remove-location = Please remove this additional practice location of { $name }, CPSO { $number }: { $address }.
    .subject = Remove an additional practice location
