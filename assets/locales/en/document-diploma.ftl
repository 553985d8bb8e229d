### The registration diploma.

documents-diploma = Registration diploma
diploma-document-title = Registration diploma, { $name }, CPSO { $number }
diploma-document-subject = Registration diploma, class { $class }

diploma-title = REGISTRATION DIPLOMA
diploma-known = Be it known that
# $date as in diploma-date
diploma-entered = was entered on the register of this College on { $date }, under number { $number },
diploma-holds = and holds a certificate of registration of the class
diploma-date = { $day } { $month } { $year }
diploma-month-1 = January
diploma-month-2 = February
diploma-month-3 = March
diploma-month-4 = April
diploma-month-5 = May
diploma-month-6 = June
diploma-month-7 = July
diploma-month-8 = August
diploma-month-9 = September
diploma-month-10 = October
diploma-month-11 = November
diploma-month-12 = December
