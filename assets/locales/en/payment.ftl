### Pages in the browser around a payment: the sandbox provider's hosted page, and the College's page after it.

payment-title = Your payment
payment-return = Return to Portal Desktop. You can close this page.
payment-settled = The payment went through
    .detail = The College has received it. Your receipt and your card are in Portal Desktop.
payment-uncertain = The bank has not answered yet
    .detail = The payment may have gone through. Please don't pay again: Portal Desktop shows the outcome as soon as the bank answers.
payment-declined = The card was declined
    .detail = Nothing was charged. Your survey stays filed. In Portal Desktop you can try another card.
payment-abandoned = Nothing was paid
    .detail = The payment page was left before a card was charged. You can open it again in Portal Desktop.
payment-disputed = The College is looking at this payment
    .detail = Please don't pay again. The College will write to you.
payment-returned = The College returned this payment
    .detail = What was charged was sent back to your card. The fee can be paid in Portal Desktop.
payment-open = Nothing was paid yet
    .detail = The payment page is still open. You can go back to it from Portal Desktop.


sandbox-label = Sandbox: no money moves
sandbox-title = Pay your College fee
sandbox-lead = This page stands in for the payment provider. Choose a test card; no real card is asked for or taken.
sandbox-invoice = Invoice { $invoice }
sandbox-choose = Test cards
sandbox-card = { $method } ending in { $digits }
sandbox-outcome-accepted = Accepted
sandbox-outcome-declined = Declined
sandbox-outcome-abandoned = Abandoned
sandbox-outcome-silent = Charged, but no answer comes
sandbox-pay = Pay { $amount }
sandbox-leave = Leave without paying
sandbox-accepted = Accepted: Visa, Visa Debit, Mastercard, Mastercard Debit and American Express.
sandbox-used = This payment page was used
    .detail = It can't be used a second time. Go back to see what became of the payment.
sandbox-return = See what became of it
