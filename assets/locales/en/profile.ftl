### The profile in sentences that are made by the core: what there is, what an edit will do, how each change stands, and what
### happened. $what is the text that a sentence is about; $day, $from and $to are dates unless a comment says otherwise.

profile-page-about = About me
profile-page-contact = Contact
profile-page-addresses = Addresses
profile-page-practice = Practice
profile-page-registration = Registration
profile-page-corporations = Corporations
profile-page-transactions = Financial transactions
profile-page-messages = Messages
profile-page-history = History

# $days is a number
profile-reminder = Tell the College of a change of address, telephone or e-mail within { $days } days.
# $earliest is a date, $ahead a number
profile-effective-rule = “Effective from” must be after today, Eastern time. The earliest day is { $earliest }; a change can be planned up to { $ahead } days ahead.

## Summaries. $count is a number.

profile-summary-no-address = No business address
profile-summary-locations = { $count ->
    [one] 1 further location
   *[other] { $count } further locations
}
profile-summary-scheduled = { $count ->
    [one] 1 scheduled change
   *[other] { $count } scheduled changes
}
profile-summary-activities = { $count ->
    [0] No clinical activities
    [one] 1 clinical activity
   *[other] { $count } clinical activities
}
profile-summary-privileges = { $count ->
    [0] no hospital privileges
    [one] 1 hospital privilege
   *[other] { $count } hospital privileges
}
profile-summary-corporations = { $count ->
    [0] No corporations
    [one] 1 corporation
   *[other] { $count } corporations
}
profile-summary-messages = { $count ->
    [0] No messages
    [one] 1 message
   *[other] { $count } messages
}
profile-summary-nothing-due = Nothing is due
profile-summary-due = { $amount } is due
profile-summary-history = Everything that happened; the latest on { $day }

## Facts, and how they are changed

profile-group-names = Name and numbers
profile-group-registration = Registration
profile-group-you = About you
profile-group-business = Practice
profile-group-training = Specialties and other registrations

profile-fact-legal-name = Legal name
profile-note-legal-name = As on the register. It changes with proof of the new name, by a name-change request to the College; the former name stays visible.
profile-fact-former-names = Former names
profile-fact-cpso-number = CPSO number
profile-note-cpso-number = The same for life.
profile-fact-minc = MINC
profile-note-minc = Medical Identification Number for Canada, from minc-nimc.ca.
profile-fact-class = Class of certificate
profile-fact-status = Status
profile-fact-expiry = Expiry date
profile-no-expiry = This certificate has no expiry date
profile-fact-first-registered = First registered
profile-fact-terms = Terms, conditions and limitations
profile-fact-gender = Gender identity
profile-fact-languages = Languages of care
profile-fact-college-email = College e-mail
profile-note-college-email = The College’s own messages go there, and you sign in with it. A new address counts once you open the link that is mailed to it and enter your password there.
profile-fact-business-email = Business e-mail
profile-note-business-email = You choose whether the public register shows it.
profile-fact-business-phone = Business telephone
profile-fact-mobile-phone = Mobile telephone
profile-note-mobile-phone = For the College only.
profile-fact-correspondence = Language of letters and e-mail
profile-fact-dialogue = Dialogue, the College’s magazine
profile-fact-reminders = Reminders
profile-fact-liability = Professional liability protection
profile-fact-cpd = Continuing professional development
profile-fact-primary-location = Primary business location
profile-fact-additional-locations = Additional business locations
profile-fact-specialties = Specialties
profile-fact-privileges = Hospital privileges
profile-fact-corporations = Professional corporations
profile-fact-registrations = Registrations elsewhere
profile-fact-registration-history = Registration history
profile-reminders-on = By e-mail
profile-reminders-off = None
# $what is a class or a standing
profile-as-of = { $what }, as of { $day }
profile-unsaid = not said
profile-nothing = nothing
profile-expires = expires { $what }

## Words for things

profile-address = Address
profile-address-primary = Primary business address
profile-address-mailing = Mailing address
profile-address-additional = Additional location
profile-not-in-practice = Not in practice
profile-no-primary = No primary business address
profile-described = Gender identity and languages of care
profile-minc = MINC
profile-business-email = Business e-mail
profile-college-email = College e-mail
profile-new-college-email = New College e-mail
profile-college-email-undone = Change of the College e-mail undone from the address before it
profile-business-phone = Business telephone
profile-mobile-phone = Mobile telephone
profile-preferences = How the College writes to you
profile-activity = Clinical activity
profile-privilege = Hospital privilege
profile-registration = Registration with another regulator
profile-liability = Professional liability protection
profile-cpd = Continuing professional development
profile-activity-named = Clinical activity: { $what }
profile-privilege-named = Hospital privilege: { $what }
profile-registration-named = Registration with { $what }
profile-location-named = Additional location { $what }
profile-number-named = Number { $what }
profile-authorization-named = Certificate of authorization { $what }
profile-gender-named = Gender identity: { $what }
profile-languages-named = Languages of care: { $what }
profile-minc-named = MINC { $what }
profile-former-name-named = Former name: { $what }
profile-cycle-end = Cycle until { $what }
# A removal, and a scheduled address that is withdrawn: titles of changes
profile-removal = Removal: { $what }
profile-withdrawal = Withdrawal: { $what }
profile-from = { $what } from { $day }
# English, French and Cree
profile-listed = { $first } and { $last }
profile-amount = { $what }: { $amount }

## When. $from, $to and $at are dates.

profile-since = Since { $what }
profile-from-day = From { $what }
profile-span = { $from } to { $to }
profile-since-until = Since { $from }; until { $to }
profile-from-until = From { $from } to { $to }
profile-withdrawn-at = Would have begun { $from }; withdrawn { $at }
profile-never-began = Would have begun { $from }; another took its place before
# $when as in "Since 2 Jul 2015"
profile-removal-asked-at = { $when }. The College was asked on { $at } to remove it.

# Monday to Friday, 9:00 a.m. to 5:00 p.m.
profile-hours = { $days }, { $spans }
profile-hours-days = { $first } to { $last }
profile-hours-two-days = { $first } and { $last }
profile-hours-span = { $from } to { $to }

## What will happen

profile-will-languages = Your languages of care will be { $what }.
profile-will-gender = Your gender identity will be shown as “{ $what }”.
profile-will-no-gender = Your gender identity will be left unsaid.
profile-will-minc = Your MINC will be { $what }.
profile-will-business-email-shown = Your business e-mail will be { $what }. The public register will show it.
profile-will-business-email-not-shown = Your business e-mail will be { $what }. The public register will not show it.
profile-will-remove-email = { $what } will be removed; you will have no business e-mail on the record.
profile-will-request-email = The College sends a message to { $what }. To confirm the address, open the link in it and enter your password on the page.
profile-will-keep-email-until = Until then your College e-mail stays { $what }. The College tells that address at once; from there the change can be undone, also for three days after it was confirmed.
profile-will-have-no-email-until = Until then there is no College e-mail on your record.
profile-will-drop-request = The request for { $what } no longer counts.
profile-will-keep-email = Your College e-mail stays { $what }.
profile-will-college-email = Your College e-mail will be { $what }.
profile-will-business-phone = Your business telephone will be { $what }. The public register shows it.
profile-will-mobile-phone = Your mobile telephone will be { $what }. Only the College sees it.
profile-will-remove-phone = { $what } will be removed from your record.
profile-will-write-in = The College writes to you in { $what }.
profile-will-deliver-dialogue = Dialogue comes to you: { $what }.
profile-will-send-reminders = The College reminds you by e-mail.
profile-will-not-send-reminders = The College sends you no reminders by e-mail.
profile-will-primary = From { $day } your primary business address is { $what }.
profile-will-mailing = From { $day } the College writes to you at { $what }.
profile-will-additional = From { $day } { $what } is one of your additional locations.
profile-will-stop = From { $day } you are not in practice and have no primary business address.
profile-will-be-historical = { $what } becomes historical on that day.
profile-will-be-in-practice = “Not in practice” ends on that day.
profile-will-hold-until = It holds until { $day }, when your scheduled change takes its place: { $what }.
profile-will-not-take-effect = { $what } will not take effect on { $day }. It stays in your history as withdrawn.
profile-will-stay = { $what } stays.
profile-will-ask-removal = The College is asked, by a message from you, to remove { $what }.
profile-will-stay-until-removed = The location stays on your record until the College has removed it.
profile-will-send-message = The message “{ $what }” goes to the College.
profile-will-add-activity = “{ $what }” becomes one of your clinical activities today.
# $kind as in "Active staff", $span as in "Since 2 Jul 2015"
profile-will-add-privilege = Your privileges will show { $what }: { $kind }. { $span }.
# $where is a province or country, $span as above
profile-will-add-registration = Your registrations elsewhere will show { $what }, { $where }, number { $number }. { $span }.
profile-will-be-historical-today = { $what } becomes historical on the day the College receives this. It stays in your history.
profile-will-cpd = Your continuing professional development will be tracked as: { $what }.
profile-will-liability = Your professional liability protection will be: { $what }.

## What happened

profile-enrolled = Entered on the register
profile-name-changed = Legal name changed
profile-class-granted = Certificate of registration
profile-status = Status
profile-business-email-removed = Business e-mail removed
profile-email-requested = New College e-mail asked for
profile-email-withdrawn = New College e-mail taken back
profile-email-shown = Shown on the public register
profile-email-not-shown = Not shown on the public register
profile-removed = { $what } removed
profile-address-withdrawn = Scheduled address withdrawn
profile-removal-asked = Removal of an additional location asked for
profile-location-removed = Additional location removed
profile-activity-added = Clinical activity added
profile-privilege-added = Hospital privilege added
profile-registration-added = Registration with another regulator added
profile-specialty-recognised = Specialty recognised
profile-corporation-authorized = Certificate of authorization for a corporation
profile-message-sent = Message to the College
profile-message-received = Message from the College
profile-survey-filed = Annual renewal survey { $what } filed
profile-case-filed = { $what }: request submitted
profile-renewal-completed = Annual renewal { $what } complete
profile-invoice-issued = Invoice issued
profile-penalty-added = Late penalty added
profile-penalty-taken-back = Late penalty taken back
profile-checkout-opened = Payment begun
profile-payment-declined = Payment declined; nothing was charged
profile-payment-abandoned = Payment not finished; nothing was charged
profile-payment-uncertain = Payment being confirmed
profile-payment-settled = Paid
profile-credit-returned = Returned: what was paid too much
profile-unknown-event = Something newer than this version of Portal Desktop
profile-unknown-event-line = Update Portal Desktop to see what it is. It is kept as it came.
profile-takes-effect = Takes effect { $day }
profile-took-effect = Effective { $day }
profile-who-college = The College
profile-who-provider = The payment provider
profile-who-delegate = Somebody who helps you
profile-who-newer = Somebody whom a newer version of Portal Desktop can name
# $device is the name of a computer
profile-who-this-named = You, on { $device } (this computer)
profile-who-this = You, on this computer
profile-who-named = You, on { $device }
profile-who-other = You, on another computer
profile-message-from-you = You to the College
profile-message-from-college = The College to you

# $what is an e-mail address
profile-email-unconfirmed = Open the link that the College mailed to { $what }, and enter your password on the page. Until then this address does not count. If no message came, look in the junk folder, or ask again.
profile-email-not-yet-asked = { $what } waits to be sent to the College, which then mails a link to it. The address counts once you open that link and enter your password there.

## The profile of a day

profile-as-it-was = As it was at the end of { $day }
profile-day-to-come = This day has not come yet. Enter today, { $today }, or an earlier day.
profile-day-before = Your record begins on { $first }. Enter that day or a later one.
profile-missing-day = Enter a day, as in 3 Jun 2027 or 2027-06-03.

## Money

# $when as in "Tuesday 1 Jun 2027, 5:00 p.m. EDT"
profile-due = Due { $when }
profile-was-due = Was due { $when }
profile-paid = Paid { $date }, { $method }
profile-credit = You paid { $amount } more than was due. The College returns it to you.
profile-confirming = The payment is being confirmed. Do not pay again.

## How a change stands

profile-change-waiting = Waiting to be sent.
profile-change-offline = Waiting to be sent. It is sent automatically when this computer has a connection.
profile-change-sign-in = Waiting to be sent. Sign in again, then it is sent.
profile-change-update = Waiting to be sent. Update Portal Desktop, then it is sent.
profile-change-sending = Being sent to the College.
profile-change-sent = Sent, but the College’s answer has not come. It is sent again automatically; nothing is done twice.
# $when as in "2:03 p.m. EDT" or "20 May 2027, 2:03 p.m. EDT"
profile-change-at-college = At the College since { $when }.
# $why is a sentence
profile-change-will-be-refused = The College will refuse this. { $why } Take it back and make it anew.
# Both are texts of a fact
profile-changed-meanwhile = This was changed meanwhile, on another device or by the College. The record now says: { $there }. You wanted: { $wanted }.
# $what as above
profile-changed-refused = { $what } Make your change again to replace what is there, or put it away.
profile-changed-while-entering = { $what } Save again to replace what is there, or close the form to keep it.
profile-not-fetched = Your record has not been fetched yet. Connect this computer to the Internet once; after that you can work without it.

## What is wrong, and what may be

profile-no-change = This is what your record says already; there is nothing to change.
# $typed is what was entered
profile-not-a-day = “{ $typed }” is not a day of the calendar. Write it as 3 Jun 2027 or 2027-06-03.
profile-not-a-time = “{ $typed }” is not a time of day. Write it as 9:00 or 5:30 p.m.
profile-missing-time = Enter a time, as in 9:00, or leave the whole day out.
profile-missing-effective = Enter the first day, as in 3 Jun 2027.
profile-missing-from = Enter the first day, as in 3 Jun 2027.
profile-missing-street = Enter the number and street.
profile-missing-city = Enter the city or town.
profile-missing-province = Choose the province or territory.
profile-missing-postal-code = Enter the postal code, as in M5G 2E2.
profile-missing-country = Choose the country.
profile-missing-phone = Enter the telephone number that the extension belongs to.
profile-missing-number = Enter the number.
profile-missing-minc = Enter the MINC, as in CAMD-1234-5679.
profile-missing-address = Enter the e-mail address.
profile-missing-languages = Choose at least one language.
profile-missing-name = Say in a few words what you do.
profile-missing-hospital = Choose the hospital.
profile-missing-kind = Choose the kind of privilege.
profile-missing-regulator = Enter or choose the regulator.
profile-missing-jurisdiction = Choose the province or country.
profile-missing-protection = Choose your protection.
profile-missing-organization = Choose the organization.
profile-missing-member-number = Enter your member number.
profile-missing-language = Choose the language.
profile-missing-dialogue = Choose how Dialogue comes to you.
profile-warning-far = { $day } is more than half a year ahead. Check the year.
profile-warning-college-email-public = This is your College e-mail too. If the register shows it, everybody can see it.
