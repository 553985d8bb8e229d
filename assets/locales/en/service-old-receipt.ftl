### Receipts of fees paid before 2018.

service-old-receipt-name = Older fee receipts
service-old-receipt-what = Ask for receipts of fees you paid to the College before 2018.
service-old-receipt-who = Everyone who is or was registered with the College.
service-old-receipt-ready = The years in which you paid, and for what.
service-old-receipt-follows = Staff look for your payments. You get copies of the receipts as a message, or a note of what was not found.
service-old-receipt-withdraw = You can withdraw this request until it is answered.

service-old-receipt-decision-sent = Receipts found
service-old-receipt-decided-sent = The College has sent you copies of your receipts.
service-old-receipt-decision-sent-in-part = Some receipts found
service-old-receipt-decided-sent-in-part = The College has sent you copies of some of your receipts.
service-old-receipt-decision-none-found = No payment found
service-old-receipt-decided-none-found = The College has not found the payments you asked about.

service-old-receipt-reason-no-payment = The College has no record of a payment by you in that year.
service-old-receipt-reason-not-kept = The College’s payment records do not go back that far.
service-old-receipt-reason-another-payer = The payment was made by someone else, such as an employer or a hospital. They can ask for the receipt.

service-old-receipt-document-receipt-copy = Copy of a receipt

service-old-receipt-message-sent = The receipts you asked for are attached to your request.
    .subject = Your older fee receipts
service-old-receipt-message-sent-in-part = Some of the receipts you asked for are attached to your request. Others were not found. { $reasons }
    .subject = Your older fee receipts
service-old-receipt-message-none-found = The payments you asked about were not found. { $reasons } If you have proof of a payment, reply to this message.
    .subject = Your older fee receipts
