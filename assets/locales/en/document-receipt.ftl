### The receipt of a paid fee. Arguments are text that is already written as people read it.

# $year is the renewal year, $number the number of the invoice
receipt-name = Receipt { $year }, { $number }
receipt-name-of = Receipt for { $what }, { $number }
receipt-title = Receipt
receipt-kind-registrant = Registrant’s copy
receipt-kind-college = Issued and signed by the College
receipt-subject = Invoice { $number }, paid { $date }
receipt-invoice = Invoice
# Who paid
receipt-payer = Payer
receipt-for = For
receipt-issued = Invoice issued
receipt-paid-at = Paid
receipt-method = Paid by
receipt-reference = Payment reference
receipt-item = Item
receipt-before-tax = Before tax
# The tax on a line
receipt-tax = HST
receipt-amount = Amount (CAD)
receipt-exempt = exempt
receipt-total = Total
receipt-payment = Payment received
receipt-balance = Balance owing
receipt-paid = Paid in full
# $number is the College's registration for GST and HST
receipt-registration = GST/HST registration { $number }
receipt-registration-open = GST/HST registration { $number } (the College is still to confirm this number)
receipt-exempt-why = Exempt from HST: membership that is required to keep a professional status recognised by statute (Excise Tax Act, Schedule V, Part VI, section 18).
receipt-note-registrant = This copy was made on the registrant’s own computer from the College’s record. The College issues the signed receipt by e-mail: choose “Send to my e-mail” in Portal Desktop.
receipt-note-college = This receipt is signed by the College. A reader of PDF files shows the signature, and whether anything was changed since.
receipt-keep = Keep it for your tax records.
