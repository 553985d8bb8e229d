### The letter of a decision. What it says is its service's own text.

# $what is the letter's title, $day the day of the decision
letter-name = { $what }, { $day }
# $request is what was asked for
letter-subject = { $request }, { $day }
letter-kind-registrant = Registrant’s copy
letter-kind-college = Issued and signed by the College
letter-to = To
letter-day = Date
letter-request = Your request
# A code as on the receipt: R27-7F3K-9QMD
letter-confirmation = Confirmation number
letter-note-registrant = This copy was made on the registrant’s own computer from the College’s record. The College issues the signed letter by e-mail: choose “Send to my e-mail” in Portal Desktop.
letter-note-college = This letter is signed by the College. A PDF reader shows the signature, and whether anything was changed since.
