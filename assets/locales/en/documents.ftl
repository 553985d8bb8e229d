### What stands on the documents that a registrant prints. Arguments are text that is already written as people read it.

## What documents are called, in lists and in the names of files

documents-card = Registration card { $years }

## The registration card: the sheet it is cut from

card-title = Registration card
card-sheet-true-size = Print at actual size (100 %), on one side. The line below is then 50 mm long.
card-sheet-cut = Cut along the marks at the corners.
card-sheet-fold = Fold at the marks in the middle, so that both sides face out.
# What the file is called in a viewer's window: $name the person, $years as in card-years
card-document-title = Registration card { $years }, { $name }
card-document-subject = CPSO { $number }, valid { $from } to { $until }

## Its front

# $from and $until are years, as in 2027–2028
card-years = { $from }–{ $until }
card-number = CPSO number
card-class = Class
card-status = Status
card-valid-from = Valid from
card-valid-until = Valid until
card-minc = MINC
card-copy = Registrant’s own copy
# Where the College made it
card-of-the-college = Issued by the College
card-issued = Issued { $date }
card-receipt = Confirmation { $code }

## Its back

card-not-valid = Not valid without verification
card-verify = This card says what was registered on { $date }. Whether that still holds is told by its code, by the address below, or by the public register at { $web } under { $number }.
card-verify-without-code = This card says what was registered on { $date }. Whether that still holds is told by the public register: look up CPSO number { $number } at { $web }, or telephone the College.
card-code-later = The code that proves this card comes with the next connection to the College.
# $phone and $web are the College's
card-reach = { $phone } · { $web }

## Why a document could not be made

# $character, $code as in U+0627, $text in which it stands
document-no-glyph = The character “{ $character }” ({ $code }) in “{ $text }” can’t be printed on a document that the College certifies, so the document was not made. Please contact the College about how the name is to be written.
document-does-not-fit = “{ $text }” is too long to be printed in full, so the document was not made. Please contact the College, which can issue it.
# $fact is the field's name
document-empty = The document was not made, because the record has no { $fact ->
    [registrant_name] name
    [term] text for one of the terms, conditions and limitations
    [cpso_number] CPSO number
    [class] class of registration
    [status] status
    [receipt_code] confirmation code
    [items] line on the invoice
    [corporation] name of the corporation
    [number] certificate number
    [shareholder] name of the shareholder
   *[other] { $fact }
} to print on it.
# $lines is what the lines of the invoice come to, $paid what was paid, as in $1,725.00
document-amounts-differ = The receipt was not made, because its amounts do not add up: the invoice comes to { $lines }, and { $paid } was paid. Please contact the College, which can tell what is owed.
document-ends-before-it-begins = The document was not made, because the registration in the record ends before it begins.
# $face is the name of a typeface
document-face = The document could not be made, because a part of this application, the typeface { $face }, is missing or damaged. Please install the application again. Nothing is wrong with your registration.
document-program = The document could not be made because of a fault in the application. Nothing is wrong with your registration.
