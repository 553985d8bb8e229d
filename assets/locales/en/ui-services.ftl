### Services: what one may ask the College for, one's own requests, and what a service says before it asks anything. What each
### service says of itself comes from the core.

ui-services-lead = What you may ask the College for. Each page tells you who may ask, what it costs and how long it takes before it asks you anything.
ui-services-search = Find a service or request
ui-services-search-help = For example receipt, leave, corporation
# $count is a number, $typed what was searched for
ui-services-found = { $count ->
    [0] Nothing has “{ $typed }” in it
    [one] 1 match for “{ $typed }”
   *[other] { $count } matches for “{ $typed }”
}
ui-services-none = Try fewer or other words, or call the College.
ui-services-all = Show all
ui-services-mine = My requests
# $count is a number
ui-services-earlier = { $count ->
    [one] 1 earlier request
   *[other] { $count } earlier requests
}
ui-services-groups = Groups of services
ui-services-else = Looking for something else?
ui-services-call = Call Physician Advisory Services:

ui-service-available = Available
ui-service-begun = Started
# $number as in "R27-7F3K-9QMD"
ui-service-asked = Your request { $number }
ui-service-asked-unnumbered = You have asked for this
# $count is a number
ui-service-step-away = { $count ->
    [one] One step away
   *[other] { $count } steps away
}
ui-service-not-for-you = Not for you

ui-service-who = Who may ask
ui-service-ready = What to have ready
ui-service-fee = Fee
ui-service-time = How long
ui-service-follows = What follows
ui-service-withdraw = Withdrawing
ui-service-start = Start request
ui-service-nothing-sent = Nothing is sent until you submit it.
ui-service-go-on = Continue your request
ui-service-begun-why = You started this request, and it is saved.
ui-service-questions = Questions?
ui-request-open = Open the request
