### Documents: what there is, preview, print, save, send.

ui-documents-title = Documents
ui-documents-none = There is no document yet. Your registration card appears here when your renewal is complete.
ui-documents-gone-title = This document isn’t there
ui-documents-gone = It can’t be made from your record as it is now. Documents lists those that can.
# Leads to the request whose fee is to be paid before its document is there
ui-documents-pay = Open the request to pay
ui-documents-total = Total { $total }

## Receipts of all years, as a table

ui-receipts-receipt = Receipt
ui-receipts-paid = Paid
ui-receipts-method = Paid by
ui-receipts-amount = Amount
# $number is an invoice's
ui-receipts-invoice = invoice number { $number }

## Where documents are saved

# $path is a folder
ui-folder = PDF files are saved in { $path }
ui-folder-choose = Save in another folder…
ui-folder-chosen = PDF files are now saved in { $path }

## Several at once

# $title is a document's
ui-documents-choose = Choose { $title }
ui-documents-choose-all = Choose all
ui-documents-choose-none = Choose none
ui-documents-chosen-acts = Chosen documents
ui-documents-chosen = { $count ->
    [one] 1 document chosen
   *[other] { $count } documents chosen
}
ui-documents-clear = Choose none of them
ui-batch-save = { $count ->
    [one] Save 1 as PDF
   *[other] Save { $count } as PDF
}
ui-batch-print = { $count ->
    [one] Print 1…
   *[other] Print { $count }…
}
ui-batch-send = { $count ->
    [one] Send 1 to my e-mail
   *[other] Send { $count } to my e-mail
}
# $act is save, print or send
ui-batch-running = { $act ->
    [save] Saving { $number } of { $count }: { $title }
    [print] Printing { $number } of { $count }: { $title }
   *[send] Asking for { $number } of { $count }: { $title }
}
ui-batch-stopping = Stopping after { $number } of { $count }: { $title }
ui-batch-stop = Stop
ui-batch-progress = Documents done
ui-batch-done = { $act ->
    [save] { $done } of { $count } saved.
    [print] { $done } of { $count } sent to the printer.
   *[send] { $done } of { $count } asked for. The College mails them.
}
ui-batch-stopped = You stopped the rest.
ui-batch-close = Close

## One document

ui-document-print = Print…
ui-document-save = Save as PDF
ui-document-saved = Saved as { $path }
ui-document-show = Show in folder
ui-document-opened = The document opens in your viewer. Print it from there.
ui-document-form = Paper
ui-document-form-letter = Letter (8.5 × 11 in)
ui-document-form-a4 = A4 (210 × 297 mm)
ui-document-form-card-printer = Card printer (85.6 × 54 mm)
ui-preview-page = { $title }, page { $number } of { $count }
ui-preview-failed = The preview could not be drawn. You can still print and save the document.

## Sending by e-mail

ui-document-send = Send to my e-mail
ui-document-sent-to = The College mails it to your College e-mail, { $email }.
ui-document-no-email = To have it mailed, tell the College your e-mail first:
ui-document-send-asked = The College is asked to mail it to { $email }.
ui-document-send-queued = There is no connection. When there is one, the College is asked to mail it to { $email }.
ui-documents-sendings = Asked for by e-mail
ui-documents-take-back-consequence = It has not been sent, so the College will not mail anything: { $title }.

## Printing

ui-print-title = Print { $title }
ui-print-title-several = Print { $count } documents
ui-print-printer = Printer
# $title is the printer's
ui-print-usual = { $title } (usual)
ui-print-copies = Copies
ui-print-copies-mistaken = Enter a number from 1 to 99
ui-print-no-printer = No printer is set up on this computer. Open the document in your viewer and print it from there, or save it as PDF.
ui-print-act = Print
ui-document-not-own = The College issues this document. Ask for it by e-mail.
ui-print-viewer = Open in viewer
ui-print-cancel = Cancel
