### The profile: its pages, their forms, and the state of each change.

ui-profile-pages = Pages of the profile
ui-profile-overview = Overview
ui-profile-about = About me
ui-profile-contact = Contact
ui-profile-addresses = Addresses
ui-profile-practice = Practice
ui-profile-registration = Registration
ui-profile-corporations = Corporations
ui-profile-transactions = Financial transactions
ui-profile-messages = Messages
ui-profile-history = History

# $count is a number
ui-profile-waiting = { $count ->
    [one] 1 change waiting
   *[other] { $count } changes waiting
}
ui-profile-attention = { $count ->
    [one] 1 needs attention
   *[other] { $count } need attention
}

## Who sees what

ui-profile-public = Public
ui-profile-private = Private
ui-profile-public-means = Everybody can see it on the College’s public register.
ui-profile-private-means = Only you and the College see it.

## Changes on their way

ui-profile-changes = Your changes
ui-profile-changes-attention = For you to decide
ui-profile-changes-way = On their way
# $title is "Primary business address from 3 Jun 2027"
ui-profile-made = Saved on this computer: { $title }
ui-profile-take-back-consequence = It has not been sent. The College will not get it, and your profile is as it was before: { $title }.
ui-profile-again = Change and send again
ui-profile-again-act = Send again

## Entries

ui-profile-scheduled = Scheduled
ui-profile-removal-asked = Removal asked for
ui-profile-historical = Historical
ui-profile-withdrawn = Withdrawn
ui-profile-source = Source: { $source }
# $count is a number
ui-profile-past = { $count ->
    [one] 1 historical entry
   *[other] { $count } historical entries
}

## Every form

ui-profile-change = Change
ui-profile-remove = Remove
ui-profile-withdraw = Withdraw
ui-profile-save = Save the change
ui-profile-add-act = Add
ui-profile-will-happen = What will happen
ui-profile-will-happen-later = Fill in the form. What will happen then is shown here before you save.
ui-profile-discard-title = Close the form without saving?
ui-profile-discard-consequence = What you entered in the form is lost. Nothing of your profile is changed.
ui-profile-discard = Close without saving
ui-profile-discard-stay = Go on with the form
ui-profile-date-help = For example 3 Jun 2027 or 2027-06-03
ui-profile-from = First day
ui-profile-to = Last day
ui-profile-to-help = Leave it empty while it goes on. For example 30 Jun 2029
ui-profile-remove-title = Remove this from your practice?
ui-profile-remove-consequence = It becomes historical. It is not deleted: it stays in your history.

## About me

ui-profile-view = View
ui-profile-view-own = As you and the College see it
ui-profile-view-register = As the public register shows it
ui-profile-register-lead = This is what anybody finds under your name on the College’s public register today. What is on its way does not show here yet.
ui-profile-describe-about = gender identity and languages of care
ui-profile-describe-title = Gender identity and languages of care
ui-profile-describe-rule = The public register shows both. You can choose not to say your gender identity. At least one language is needed.
ui-profile-gender = Gender identity
ui-profile-languages = Languages of care
ui-profile-languages-help = The languages in which you can care for patients.
ui-profile-minc = MINC
ui-profile-minc-title = Medical Identification Number for Canada
ui-profile-minc-rule = You receive this number once and keep it for life. If its last digit does not fit the others, you are warned, and can still save it.
ui-profile-minc-help = With or without hyphens, for example CAMD-1234-5679

## Contact

ui-profile-emails = E-mail
ui-profile-college-email-title = Change your College e-mail
ui-profile-college-email-rule = The College writes to this address, and you sign in with it. Your new address counts once you have opened the link in the message that the College sends to it and entered your password there. Until then nothing changes. The College also tells your present address, from where the change can be undone, for three days after it was confirmed too.
ui-profile-new-email = New e-mail address
ui-profile-email = E-mail address
ui-profile-email-help = For example name@example.org
ui-profile-email-withdraw = Take the request back
ui-profile-email-withdraw-title = Take the new address back?
ui-profile-email-withdraw-consequence = The link in the message no longer works, and your College e-mail stays as it is.
ui-profile-unconfirmed = A new address waits to be confirmed.
ui-profile-email-again = Ask again
ui-profile-business-email-title = Business e-mail
ui-profile-business-email-rule = Patients and colleagues can write to this address. You choose whether the public register shows it. Leave it empty to have none.
ui-profile-on-register = Show it on the public register
ui-profile-phones = Telephone
ui-profile-phone-rule = Leave the number empty to have none.
ui-profile-number = Telephone number
ui-profile-number-help = For example { college-phone }; from abroad with + and the country’s code
ui-profile-extension = Extension
ui-profile-preferences = Communication preferences
ui-profile-preferences-title = How the College writes to you
ui-profile-language = Language
ui-profile-dialogue = Dialogue, the College’s magazine
ui-profile-reminders = Send me reminders by e-mail
ui-profile-reminders-help = Of the renewal and of other deadlines. Notices that the College must send you come in any case.

## Addresses

ui-profile-primary = Primary business address
ui-profile-primary-none = There is no primary business address on your record.
ui-profile-primary-title = New primary business address
ui-profile-primary-rule = The one in force until then becomes historical on the day from which this one takes effect, and stays in your history.
ui-profile-mailing = Mailing address
ui-profile-mailing-none = There is no mailing address on your record.
ui-profile-mailing-title = New mailing address
ui-profile-mailing-rule = The one in force until then becomes historical on the day from which this one takes effect, and stays in your history.
ui-profile-additional = Additional locations
ui-profile-additional-none = There are no additional locations on your record.
ui-profile-location-add = Add a location
ui-profile-location-title = New location
# $name is its first line
ui-profile-location-change-title = Change location: { $name }
ui-profile-location-rule = A location takes effect on the day you name. To remove one later, you ask the College.
ui-profile-not-in-practice = Not in practice
ui-profile-not-in-practice-rule = Your primary business address becomes historical on that day and stays in your history. You can give a new one whenever you practise again.
ui-profile-organization = Organization or building
ui-profile-street = Number and street
ui-profile-unit = Unit, floor or PO box
ui-profile-city = City or town
ui-profile-country = Country
ui-profile-province = Province or territory
ui-profile-region = State, province or region
ui-profile-postal-code = Postal code
ui-profile-postal-code-help = For example M5G 2E2
ui-profile-location-phone = Telephone there
ui-profile-effective = Effective from
# $rule is a sentence; $example is a day as it may be typed
ui-profile-effective-help = { $rule } For example { $example }
ui-profile-hours = Hours
ui-profile-hours-help = When you are there, for example 9:00 to 17:00. Leave a day empty when you are not.
ui-profile-hours-copy = Copy to Friday
ui-profile-opens-on = { $day }, from
ui-profile-closes-on = { $day }, until
ui-profile-until = to
ui-profile-closed = Not there
ui-profile-ask-removal = Ask to remove
ui-profile-ask-removal-title = Ask the College to remove this location?
ui-profile-ask-removal-consequence = The College gets a message from you with this address. The location stays on your record until the College has removed it.
ui-profile-ask-removal-act = Send the message
ui-profile-scheduled-title = Scheduled
ui-profile-scheduled-lead = These take effect later. Until then you can withdraw them.
ui-profile-withdraw-title = Withdraw this address?
ui-profile-withdraw-consequence = It does not take effect. What is in force today stays.
ui-profile-historical-title = Historical
ui-profile-historical-lead = These were in force, or were withdrawn before they took effect. Nothing can be removed from here.

## Practice

ui-profile-practice-lead = What you add takes its place at once. What you remove becomes historical and stays in your history.
ui-profile-activities = Clinical activities
ui-profile-activities-none = There are no clinical activities on your record.
ui-profile-activity-add = Add an activity
ui-profile-activity-title = New clinical activity
ui-profile-activity-rule = Choose from the College’s list. If yours is not in it, describe it in your own words.
ui-profile-activity-where = Where is it?
ui-profile-activity-list = In the list
ui-profile-activity-other = Other
ui-profile-activity = Clinical activity
ui-profile-activity-name = Describe it
ui-profile-activity-name-help = In a few words, for example Travel medicine
ui-profile-privileges = Hospital privileges
ui-profile-privileges-none = There are no hospital privileges on your record.
ui-profile-privilege-add = Add a privilege
ui-profile-privilege-title = New hospital privilege
ui-profile-privilege-rule = Give it as it is in your letter of appointment.
ui-profile-hospital = Hospital
ui-profile-privilege-kind = Kind of privilege
ui-profile-specialties = Specialties and certifications
ui-profile-specialties-lead = These come from the bodies that certified you. If something is not right, tell them.
ui-profile-specialties-none = There are no specialties on your record.
ui-profile-other-registrations = Registrations with other regulators
ui-profile-other-registrations-none = There are no other registrations on your record.
ui-profile-other-registration-add = Add a registration
ui-profile-other-registration-title = New registration with another regulator
ui-profile-other-registration-rule = Tell the College of each registration with another regulator, of physicians or of another profession, anywhere.
ui-profile-regulator = Regulator
ui-profile-jurisdiction = Province or country
ui-profile-registration-number = Registration number there
ui-profile-liability = Professional liability protection
ui-profile-liability-title = How you are protected
ui-profile-liability-rule = You need protection for every medical service you provide in Ontario.
ui-profile-protection = Your protection
ui-profile-protection-number = Membership or policy number
ui-profile-cpd = Continuing professional development
ui-profile-cpd-title = Who tracks your development
ui-profile-cpd-rule = You take part in the programme of one of these organizations.
ui-profile-cpd-organization = Organization
ui-profile-cpd-number = Your number there
ui-profile-cpd-cycle-end = Last day of your cycle

## Registration, corporations, financial transactions, messages

ui-profile-registration-lead = The College keeps these. You cannot change them here.
ui-profile-registration-now = Now
ui-profile-terms = Terms, conditions and limitations
ui-profile-terms-none = There are none.
ui-profile-classes = Classes of registration held
ui-profile-registration-history = What happened
ui-profile-corporations-lead = These hold a certificate of authorization with you as a shareholder.
ui-profile-corporations-title = Professional corporations
ui-profile-corporations-none = There are no corporations on your record.
ui-profile-outstanding = Outstanding
ui-profile-outstanding-none = Nothing is to be paid.
ui-profile-pay = Go to payment
ui-profile-paid = Paid
ui-profile-paid-none = Nothing was paid through the portal yet.
ui-profile-invoice = Invoice { $number }
ui-profile-invoice-due = Due
ui-profile-invoice-confirming = Being confirmed
ui-profile-invoice-paid = Paid
ui-profile-messages-lead = Messages that go with what you do in your profile. To write to the College, use the message centre on its website, or call { college-phone-advisory }.
ui-profile-messages-none = There are no messages.

## History

ui-profile-history-lead = Everything that happened to your record, newest first. Nothing can be removed from it.
ui-profile-on-title = Your profile on a day
ui-profile-on-day = Show my profile as it was on
ui-profile-on-show = Show
ui-profile-on-close = Close this day
ui-profile-happened = What happened
ui-profile-filter = Page
ui-profile-filter-all = Every page
ui-profile-history-none = There is nothing of this page in your history.
