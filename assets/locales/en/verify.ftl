### What `portal-verify` says of a document that it checked without a network.

## What it comes to

verify-genuine = Genuine.
verify-genuine-not-yet = Genuine, and not in force yet.
verify-lapsed = Genuine, but no longer good.
verify-refused = Refused.
verify-open = Not checked.

## What it says

verify-line = { $label }: { $value }
verify-name = Name
verify-number = CPSO number
verify-class = Class
verify-days = Valid
verify-from-until = { $from } to { $until }
verify-id = Credential
verify-issued = Issued
verify-issued-by = { $issuer }, { $at }
verify-page = How it stands now
verify-title = Title
# $by is the name in the certificate, $at an instant or verify-sealed-undated
verify-sealed = The file is signed by { $by }, { $at }, and was not changed since.
verify-sealed-undated = at an unknown time

## What else is to be known

verify-not-yet = It is valid from { $from }.
verify-status-unknown = Whether it was withdrawn meanwhile is not known: give the College’s latest status list with --status, or open the page.
verify-status-old = The status list is out of date: what was withdrawn since is not in it.
verify-seal-unchecked = The file is also signed; give the College’s certificate with --authority to have that checked.

## Why nothing can be said

verify-unreadable = This is neither a PDF file nor the text of a code.
verify-only-an-id = This is the number of a credential. It can be looked up on the College’s page, not checked without a network.
verify-no-keys = The College’s keys are not at hand. Give the file with --keys, or lay it beside this program as college-keys.
verify-no-authority = The file is signed, and the certificate to check that against is not at hand. Give it with --authority, or lay it beside this program as college-authority.pem.
# $why is the system’s own word
verify-no-file = { $file } cannot be read: { $why }.
verify-too-large = { $file } is larger than any document of the College.
verify-keys-unreadable = The file given for the College’s keys is not a key set, or has a damaged key.
verify-authority-unreadable = The file given for the College’s certificate is not the certificate of an authority.
verify-status-unreadable = The status list was not signed by the College, or was changed.
verify-code-newer = The code is of a newer kind than this program knows. A newer portal-verify can read it.

## Why it is refused

verify-nothing-to-check = The file has neither a code nor a signature of the College. Nothing proves it.
verify-code-unreadable = What stands for the code in this file is not a code that can be read.
verify-codes-differ = The file has codes that differ.
verify-code-malformed = The code is not whole: it was cut short or changed.
verify-code-algorithm = The code says to be signed in another way ({ $name }) than the College signs.
verify-code-header = The code was made for something else.
verify-code-unknown-key = The code was not signed by the College: its key ({ $key }) is not among the College’s. If the code is new, the key set may be too old.
verify-code-signature = The code is not what the College signed: it was changed, or forged.
verify-code-claims = The College signed the code, but it is not a registration credential that this program understands.
verify-says-otherwise = The pages say something else than the code, which the College signed: { $facts }. What the code says stands below.
verify-fact-name = the name
verify-fact-number = the CPSO number
verify-fact-class = the class
verify-fact-from = the first day
verify-fact-until = the last day
verify-foreign-page = Page { $page } does not bear the number of the registrant in the code: it belongs to another document.
verify-over = It was valid until { $until }.
verify-withdrawn = The College has withdrawn it: the registration has ended.
verify-suspended = The registration is suspended.
verify-superseded = It was replaced: what the College certifies has changed. Ask for the current document.
verify-seal-several = The file has several signatures. The College’s files have one.
verify-seal-shape = The signature in the file is not made as the College makes it.
verify-seal-not-whole = Something was added to the file after it was signed.
verify-seal-changed = The file was changed after it was signed.
verify-seal-signature = The signature in the file does not belong to its certificate.
verify-seal-stranger = The signature in the file is not the College’s: another authority stands behind its certificate.
verify-seal-not-on-this-day = The certificate behind the signature does not hold on this day.
