### A service that exists only in tests.

service-library-pass-name = Library pass
service-library-pass-what = Ask for a pass to the College’s library.
service-library-pass-who = Registrants whose registration is active.
service-library-pass-ready = The day from which you need the pass, and for how many readers.
service-library-pass-follows = Two people look at your request. You get the pass as a letter.
service-library-pass-withdraw = You can withdraw your request until it is decided. The fee is then returned.
service-library-pass-why-not-active = Your registration is not active.
service-library-pass-why-not-paid = A fee is overdue.
service-library-pass-step-paid = Pay the overdue fee first.
service-library-pass-check-few = You asked for more than three readers, so a person reviews your request.
service-library-pass-decision-grant = Grant
service-library-pass-decided-grant = The College has granted your pass.
service-library-pass-decision-refuse = Refuse
service-library-pass-decided-refuse = The College has not granted your pass.
service-library-pass-reason-full = The library is full.
service-library-pass-reason-closed = The library is closed.
service-library-pass-document-pass = Library pass
service-library-pass-letter-granted = This letter is the library pass of { $name }, CPSO number { $number }.
service-library-pass-message-granted = The pass of { $name } is with your request.
    .subject = Your library pass
service-library-pass-message-refused = The College did not grant your pass. { $reasons }
    .subject = Your library pass
