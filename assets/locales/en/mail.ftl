### Mails of the College, and the page that their link opens. Plain text: a line each, paragraphs apart.

mail-confirm = Confirm your new College e-mail address
    .text =
        The College was asked to write to this address from now on. To confirm that it is yours, open this link and press the button there:

        { $link }

        The link holds until { $until }. Until you confirm, the College writes to the address that it has.

        If you did not ask for this, do nothing: without your confirmation nothing changes.

mail-changed = Your College e-mail address was changed
    .text =
        On { $at } the e-mail address to which the College writes was changed, and the new one was confirmed. This address no longer signs in to your record.

        If this was not you, call the College at { $phone } at once.

mail-documents = Your documents from the College
    .text =
        On { $at } you asked for { $count ->
            [one] this document
           *[other] these documents
        } in Portal Desktop:

        { $list }

        Each file is signed by the College: a reader of PDF files that checks signatures tells whether it was changed. A registration card, a certificate and a diploma also carry a code, and beside it an address that tells whether they still hold.

        If it was not you who asked, call the College at { $phone }.
mail-document-unsigned = the College could not sign it just now. Ask for it again, or call the College.
mail-document-gone = your record no longer gave this document when it was to be made. Look at the list of documents in Portal Desktop.

mail-closing = This is an automatic message of the { $college }. Replies to it are not read.

## The authority under which PDFs are signed: the names in its certificates, and the reason in each file

authority-name = Portal demonstration authority
authority-signer = Registrar’s office, demonstration
authority-reason = Issued by the College

## The page behind the link

confirm-title = Confirm your College e-mail
# $name is a person, $address the new e-mail address
confirm-question = { $name } asked the College to write to { $address }.
confirm-consequence = Once you confirm, the College writes to this address, and you sign in with it. The address that the College has now no longer signs in.
confirm-button = Confirm this address
confirm-not-you = If you did not ask for this, close this page: nothing changes.

confirm-done = Your College e-mail is confirmed
    .detail = From now on the College writes to { $address }. Portal Desktop shows it the next time it is connected.
confirm-used = This address is confirmed already
    .detail = There is nothing more to do.
confirm-withdrawn = The change was taken back
    .detail = This link no longer holds, and nothing was changed. Make the change again in Portal Desktop, if you want it after all.
confirm-superseded = A later link takes the place of this one
    .detail = The address was asked for again, or another was. Use the link in the latest mail.
confirm-expired = This link no longer holds
    .detail = It held for { $days } days, and nothing was changed. Make the change again in Portal Desktop, and the College sends a new link.
confirm-invalid = This link is not complete
    .detail = Nothing was changed. Open the link as it stands in the mail; if it is broken into two lines, put them together.
confirm-taken = This address cannot be used
    .detail = It cannot be the College e-mail of this record, and nothing was changed. Choose another address in Portal Desktop, or call the College at { $phone }.
confirm-busy = Your address could not be confirmed just now
    .detail = Nothing was changed. Try again in a moment.
