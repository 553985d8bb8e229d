### What the College's certificates share: what proves them, for whom they are issued, whose copy they are.

family-copy = Registrant’s own copy
family-dated = Dated { $date }
family-page = Page { $page } of { $pages }
# Over the further pages of a certificate
family-whose = { $name } · CPSO { $number }
# Across a page that shows how a document will look
family-preview = PREVIEW

## The code

family-check = Check this document
family-scan = Scan a code, or open
# $from and $until are the days of the registration year that is certified
family-proves = It certifies registration from { $from } to { $until }. The page says whether that still holds.
# $from is the first day of the class; a diploma does not run out with a year
family-proves-lasting = It certifies registration in this class since { $from }. The page says whether that still holds.
family-no-code = No code yet
family-code-later = The code that proves this document comes with the next connection to the College. Until then it proves nothing.
# Read aloud in place of the code; $address is that of its page
family-code = Code that proves this document. It can also be checked at { $address }.
# Read aloud in place of the small code beside it
family-link = Code that opens { $address } on a telephone.

## Why it is valid

family-registrar-code = Valid with its code; not signed by hand.
family-registrar-not-yet = Not valid before it has its code.
family-registrar-own = Not signed. The College mails its own, signed copy on request.
family-registrar-signed = Signed electronically. A PDF reader shows the signature, and whether the file was changed.

## The place for the seal

family-seal = Place for the College’s seal
