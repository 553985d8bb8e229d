### Resignation of membership.

service-resign-name = Resign your membership
service-resign-what = Ask the College to end your registration.
service-resign-who = Registrants whose registration is active or suspended.
service-resign-ready = The day on which you stop practising, where your patients’ records will be kept, and how the College can reach you afterwards.
service-resign-follows = The College confirms your resignation with a letter, and the register shows it from the day it takes effect. You keep access to your record and your messages.
service-resign-withdraw = You can withdraw your request until midnight before the day it takes effect, even after the College has accepted it.

service-resign-why-not-registered = Only an active or suspended registration can be resigned.

service-resign-check-active = Your registration is suspended, so a person reviews your request.
service-resign-check-conduct = A person reviews your request.
service-resign-check-overdue = A fee is overdue, so a person reviews your request.
service-resign-check-director = You are the medical director of an Out-of-Hospital Premises, so a person reviews your request.
service-resign-check-corporation = You hold a certificate of authorization for a professional corporation, so a person reviews your request.

service-resign-decision-accept = Accept
service-resign-decided-accept = The College has accepted your resignation.
service-resign-decision-accept-another-day = Accept for another day
service-resign-decided-accept-another-day = The College has accepted your resignation for the day you agreed on.
service-resign-decision-hold = Hold
service-resign-decided-hold = The College is still reviewing your request.
service-resign-decision-close = Close
service-resign-decided-close = The College has closed your request. Your registration has not changed.

service-resign-field-effective = Day on which the resignation takes effect

service-resign-reason-proceeding = A matter must be completed first.
service-resign-reason-fee = A fee must be paid first.
service-resign-reason-premises = An Out-of-Hospital Premises needs a new medical director first.
service-resign-reason-corporation = The future of your professional corporation must be settled first.
service-resign-reason-incomplete = Information was missing and was not provided.
service-resign-reason-error = The request was made in error.
service-resign-reason-already-resigned = Your registration has already ended.
service-resign-reason-other = Another reason, as the College wrote to you.

service-resign-document-confirmation = Confirmation of resignation
# The letter. $name and $number are the registrant's, $effective the day from which the resignation takes effect.
service-resign-letter-accepted =
    This letter confirms that the College of Physicians and Surgeons of Ontario has accepted the resignation of { $name }, CPSO number { $number }. The resignation takes effect on { $effective }.

    From that day you may not practise medicine in Ontario, and that includes prescribing. The fee for the current registration year is not refunded. To practise again in Ontario you must apply for a new certificate of registration.

    The College may still deal with your conduct from before that day. Please keep your address, email and phone number up to date with the College.

service-resign-message-accepted = The College has accepted your resignation. It takes effect on { $effective }, as the letter with your request confirms. Until midnight before that day you can still withdraw it.
    .subject = Your resignation
service-resign-message-closed = The College has closed your request to resign. Your registration has not changed. { $reasons }
    .subject = Your request to resign
