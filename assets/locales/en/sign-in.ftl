### The College's sign-in page, in the system's browser.

# At the foot of every page that opens in the browser.
page-help = Questions? Call the College at { $phone }.

sign-in-title = Sign in
sign-in-lead = Portal Desktop asks for your sign-in. Your password stays on this page; the application never sees it.
sign-in-computer = For the computer { $name }
sign-in-email = E-mail address
sign-in-password = Password
sign-in-button = Sign in
sign-in-any-address = Any e-mail address that the College has confirmed for you will do: they all open the same record.

sign-in-no-match = The e-mail address and password do not match
    .detail = Check both and try again. The address must be one that the College holds for you.
sign-in-incomplete = Two things are needed
    .detail = Enter your e-mail address and your password.
sign-in-grown-old = This page was open for a long time
    .detail = Nothing was sent. Enter your password once more.
sign-in-busy = Many people are signing in right now
    .detail = Your password was not looked at. Wait a moment and enter it once more.
# $minutes and $seconds are numbers
sign-in-too-often = Too many attempts
    .detail = To keep your account safe, sign-in from here rests for { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }. On a computer where you signed in before, you can sign in at once.
    .soon = To keep your account safe, sign-in from here rests for { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }. On a computer where you signed in before, you can sign in at once.
sign-in-untrusted = This link does not come from Portal Desktop
    .detail = Nothing was sent. Open Portal Desktop and choose Sign in there.
