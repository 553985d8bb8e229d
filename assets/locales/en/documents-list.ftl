### The list of documents, as the core makes it: groups, what each document is good for, how a sending stands.

## Groups

documents-group-registration = Registration
documents-group-corporations = Corporations
documents-group-letters = Letters
documents-group-receipts = Fee receipts
documents-group-surveys = Filed surveys
documents-group-profile = Profile

## What a document is good for. Dates as in 2 Jul 2026, amounts as in $1,725.00

documents-valid-until = Valid until { $date }
documents-valid-from-until = Valid from { $from } to { $until }
documents-in-force-since = In force since { $date }
documents-first-registered = First registered { $date }
documents-as-of = As of { $date }
documents-paid = Paid { $date }, { $amount }
documents-filed = Filed { $date }
# $what is the request, as "Resign your membership"
documents-letter = { $what }, decided { $date }
documents-waits-for-fee = Ready. You receive it once the fee is paid: { $what }

## What to know of it before using it

documents-note-issued = Only the College issues this certificate. Here you see how it will look; ask for it by e-mail, and the College mails it to you, signed.
documents-note-code-later = It has no verification code yet. The code comes with the next connection to the College.
documents-note-no-year = It carries no verification code, because no registration year is completed for this day.
documents-note-code-newer = Its verification code needs a newer version of Portal Desktop. Update it to print the document with its code.
documents-note-record-newer = Your record has something that this version of Portal Desktop does not understand. Update it before you use this document.

## Documents by e-mail. $address is an e-mail address

documents-asked-waiting = By e-mail to { $address }: waits until the College can be reached
# $when as in "20 May 2027, 10:14 a.m. EDT"
documents-asked = Asked for { $when }; the College mails it to { $address }
# $when as in "2:03 p.m. EDT" or "20 May 2027, 2:03 p.m. EDT"
documents-sending-at-college = At the College since { $when }. It mails the documents to { $address }.
