## The page on which anybody checks a credential of the College.

verification-title = Check a registration document
verification-lead = Registration cards, certificates and diplomas carry a code and, below it, the number of their credential. Here the College says whether it issued it, and what it is worth now.
verification-field = Number below the code, or the text of the code
verification-field-hint = Sixteen letters and digits, for example 7F3K-9QMD-2C4X-AB1Z. A program that reads codes gives a text that begins with PC2: (on older paper PC1:) – paste all of it.
verification-button = Check
verification-another = Check another document
verification-unreadable = This cannot be checked
    .detail = It is neither the number of a credential, sixteen letters and digits, nor the whole text of a code. Compare it with the document and enter it again.

## What a credential is worth. The headline is read by people in a hurry.

verification-valid = Genuine and in force
    .detail = The College issued this credential, and it says what the public register says today.
verification-not-yet = Genuine, not in force yet
    .detail = The College issued this credential for the time from { $from }. What it says is what the register says.
verification-suspended = Suspended
    .detail = The College issued this credential, but the registration is suspended. The holder may not practise medicine in Ontario at this time.
verification-resigned = No longer registered
    .detail = The College issued this credential, but the holder has resigned from the register and may not practise medicine in Ontario.
verification-superseded = Replaced
    .detail = The College issued this credential, but what it says has changed since. It counts no longer; ask for the current document.
verification-expired = Expired
    .detail = The College issued this credential, but its time is over. Ask for the current document.
verification-unknown = Not a credential of the College
    .detail = The College has issued no credential with this number. If it stands on a document exactly like this, the document is not genuine.
verification-not-genuine = Not genuine
    .detail = The College did not sign this text, or it was changed afterwards. Do not rely on the document.
verification-signed = The signature of the code was checked and is the College’s.

verification-as-of = As of { $instant }
verification-number = CPSO number
verification-class = Class
verification-days = Valid
# $from is the first day of the class
verification-days-from = From { $from }
verification-days-from-until = { $from } – { $until }
verification-status = Standing now
verification-status-since = { $status } since { $day }
verification-now = On the public register now
verification-name = Name
verification-id = Credential
verification-compare = Compare name and number with the document in your hand. If they differ, the document is not genuine, whatever its code says.
verification-too-often = Too many checks
    .detail = Too many credentials were checked from this network. Try again in { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }.
