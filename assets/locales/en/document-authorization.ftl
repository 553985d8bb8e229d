### The certificate of authorization of a professional corporation.

# $name is the corporation's
documents-authorization = Certificate of authorization, { $name }
authorization-document-title = Certificate of authorization { $number }, { $name }
authorization-document-subject = Professional corporation of { $shareholder }

authorization-title = Certificate of Authorization
authorization-certifies = This is to certify that the professional corporation
authorization-holds = holds a certificate of authorization of this College
authorization-under = under which it may practise medicine in Ontario.
authorization-number = Certificate number
authorization-effective = Effective date
authorization-expires = Expiry date
authorization-shareholder = Shareholder
authorization-cpso-number = CPSO number
authorization-check = Whether this certificate still holds is told by the public register at { $web }: look up the shareholder’s CPSO number.
