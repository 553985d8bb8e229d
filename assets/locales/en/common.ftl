### What every part of the product says alike: the College's name and reach, and how dates, times, money and numbers
### are written. Arguments are already formatted text unless a comment says otherwise.

college-name = College of Physicians and Surgeons of Ontario
college-short-name = CPSO
college-address = 80 College Street, Toronto, Ontario  M5G 2E2

## The College's telephone numbers. They are said here and nowhere else; other sentences name them: { college-phone-portal }

# The main line
college-phone = (416) 967-2600
# Physician Advisory Services
college-phone-advisory = (416) 967-2606
# Questions about the portal and signing in
college-phone-portal = (416) 967-2678
college-phone-toll-free = 1-800-268-7096
college-phone-toll-free-advisory = { college-phone-toll-free } ext. 606

college-web = www.cpso.on.ca
product-name = Portal Desktop
cpso-number = CPSO { $number }

## Dates and times

format-month-1 = Jan
format-month-2 = Feb
format-month-3 = Mar
format-month-4 = Apr
format-month-5 = May
format-month-6 = Jun
format-month-7 = Jul
format-month-8 = Aug
format-month-9 = Sep
format-month-10 = Oct
format-month-11 = Nov
format-month-12 = Dec
format-weekday-1 = Monday
format-weekday-2 = Tuesday
format-weekday-3 = Wednesday
format-weekday-4 = Thursday
format-weekday-5 = Friday
format-weekday-6 = Saturday
format-weekday-7 = Sunday

# 2 Jul 2026
format-date = { $day } { $month } { $year }
format-date-with-weekday = { $weekday } { $date }
# 20 May 2027, 10:14 a.m. EDT
format-instant = { $date }, { $clock }
format-clock-am = { $hour }:{ $minute } a.m.
format-clock-pm = { $hour }:{ $minute } p.m.
format-clock-zone = { $clock } { $zone }

# $count is a number, here and below
format-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
format-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
format-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
format-time-moments = less than a minute
format-time-none = no time

## Money and telephone numbers

format-money = ${ $amount }
format-money-credit = -${ $amount }
format-phone = ({ $area }) { $exchange }-{ $line }
format-phone-extension = ({ $area }) { $exchange }-{ $line } ext. { $extension }
