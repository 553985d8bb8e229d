### What `portal-verify` says of a document that it checked without a network.

## What it comes to

verify-own = This file is the College’s own.
verify-own-not-yet = This file is the College’s own, and not in force yet.
verify-compare = The code is genuine. Compare the paper with what the code says.
verify-nothing-proves-it = This file cannot be judged.
verify-lapsed = The code is genuine, but no longer good.
verify-refused = Refused.
verify-open = Not checked.

## The code

verify-code-genuine = The code was issued by the College. It says:
# $why is a sentence
verify-code-lapsed = The code was issued by the College. { $why } It says:
verify-code-unchecked = The code in this file was not checked: the College’s keys are not at hand, or the code is newer than this program.
verify-no-code = No code can be read in this file, and no signature covers it. If it is a scan or a reprint with a code on it, read the code with a telephone, and give its text to this program.

## The file

# $why is a sentence
verify-file-refused = This file is refused. { $why }
verify-file-paper = This file is only paper: no signature covers it, so that anybody could have changed it. Trust what the code says, and compare.
verify-file-unchecked = This file has a signature that was not checked. Until it is, the file is only paper: compare it with what the code says.
verify-file-none = Only the code was checked. Compare the paper that it stands on with what the code says.
verify-not-covered = The code does not cover what else is printed: the MINC, the receipt code, addresses, the wording of terms.
verify-foreign = It claims to be the College’s, and has what no document of the College has: { $what }.
verify-foreign-annotation = annotations or fields
verify-foreign-action = scripts or actions
verify-foreign-attachment = other files in it
verify-foreign-layer = layers
verify-foreign-picture = pictures
verify-foreign-typeface = typefaces that are not embedded
verify-foreign-hidden-text = hidden text
verify-foreign-tiny-text = text too small to read
verify-foreign-covered-text = text that is covered
verify-foreign-cropped = cropped or clipped parts
verify-foreign-pattern = patterns or transparency
verify-foreign-encrypted = encryption

## What it says

verify-line = { $label }: { $value }
verify-name = Name
verify-number = CPSO number
verify-class = Class
verify-days = Valid
verify-from = from { $from }
verify-from-until = { $from } to { $until }
verify-effective = Class effective
verify-expires = Class expires
verify-no-end = no expiry date
verify-first = First registered
verify-terms = Terms, conditions and limitations
verify-no-terms = none
# $hash tells these terms from others: the first twelve bytes of the SHA-256 of their JSON
verify-terms-count = { $count } (fingerprint { $hash })
verify-class-independent = Independent Practice
verify-class-restricted = Restricted
verify-class-academic = Academic Practice
verify-class-postgraduate = Postgraduate Education
verify-class-pre-entry-assessment = Pre-Entry Assessment Program
verify-class-short-duration = Supervised Practice of Short Duration
verify-class-temporary-independent = Temporary Independent Practice
verify-class-emergency = Emergency Circumstances Practice
verify-class-physician-assistant = Physician Assistant
verify-id = Credential
verify-issued = Issued
verify-issued-by = { $issuer }, { $at }
verify-page = How it stands now
verify-title = Title
# $by is the name in the certificate, $at an instant or verify-signed-undated
verify-signed = The file is signed by { $by }, { $at }. The signature holds and covers every byte.
verify-signed-undated = at an unknown time

## What else is to be known

verify-not-yet = It is valid from { $from }.
verify-status-unknown = Whether it was withdrawn meanwhile is not known: give the College’s latest status list with --status, or open the page.
verify-status-old = The status list is out of date: what was withdrawn since is not in it.
verify-signature-unchecked = To have the signature of the file checked, give the College’s certificate with --authority.

## Why nothing can be said

verify-unreadable = This is neither a PDF file nor the text of a code.
verify-only-an-id = This is the number of a credential. It can be looked up on the College’s page, not checked without a network.
verify-no-keys = The College’s keys are not at hand. Give the file with --keys, or lay it beside this program as college-keys.
verify-no-authority = The file is signed, and the certificate to check that against is not at hand. Give it with --authority, or lay it beside this program as college-authority.pem.
# $why is the system’s own word
verify-no-file = { $file } cannot be read: { $why }.
verify-too-much = Reading this file takes more than any document of the College. It was not read.
verify-too-large = { $file } is larger than any document of the College.
verify-keys-unreadable = The file given for the College’s keys is not a key set, or has a damaged key.
verify-authority-unreadable = The file given for the College’s certificate is not the certificate of an authority.
verify-status-unreadable = The status list was not signed by the College, or was changed.
verify-code-newer = The code is of a newer kind than this program knows. A newer portal-verify can read it.

## Why it is refused

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
verify-fact-effective = the effective date
verify-fact-expires = the expiry date
verify-fact-first = the day of the first registration
verify-fact-terms = the terms
verify-fact-address = the address that the small code opens
verify-foreign-page = Page { $page } does not bear the number of the registrant in the code: it belongs to another document.
verify-over = It was valid until { $until }.
verify-withdrawn = The College has withdrawn it: the registration has ended.
verify-suspended = The registration is suspended.
verify-superseded = It was replaced: what the College certifies has changed. Ask for the current document.
verify-signature-several = It has several signatures. The College’s files have one.
verify-signature-shape = It has a signature that is not made as the College makes it, or is not whole.
verify-signature-not-whole = It has a signature that does not cover all of it: something was added after it was signed, or it was cut off.
verify-signature-changed = It has a signature that does not hold: the file was changed after it was signed.
verify-signature-other-key = It has a signature that does not hold: it does not belong to its certificate.
verify-signature-stranger = It has a signature that is not the College’s: another authority stands behind its certificate.
verify-signature-not-on-this-day = It has a signature whose certificate does not hold on this day.
