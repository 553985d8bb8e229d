//! Registrants whose names are not written in Latin letters, one of them under as many terms as anybody: what a document has to
//! find room and letters for.

use super::persona::Persona;
use super::personas::TYPICAL;
use super::timelines;

/// From right to left, with letters that join.
pub const HADDAD: Persona = Persona {
    given: "ليلى",
    family: "حدّاد",
    what: "name in Arabic letters",
    email: "layla.haddad@example.org",
    business_email: None,
    minc: None,
    languages: &["ar", "fr", "en"],
    since: "2013-07-02",
    terms: &[],
    phone: "+19055550131",
    practice: (&["150 Sherway Drive, Suite 202"], "Toronto", Some("ON"), "M9C 1A4", "CA"),
    mailing: (&["31 Burnhamthorpe Road West, Unit 1806"], "Mississauga", Some("ON"), "L5B 4G7", "CA"),
    privileges: &["Humber River Health, Toronto"],
    cpd: Some(("cfpc", "655310")),
    cmpa: Some("7100250"),
    computer: "Clinic computer",
    ..TYPICAL
};

/// Without spaces between words, and ten terms.
pub const CHEN: Persona = Persona {
    given: "明華",
    family: "陳",
    what: "name in Chinese characters, ten terms, a professional corporation",
    email: "minghua.chen@example.org",
    business_email: Some("office@chen-dermatology.example.org"),
    minc: None,
    gender: "man",
    languages: &["yue", "cmn", "en"],
    class: "restricted",
    since: "2014-05-12",
    expires: None,
    terms: &[
        "Dr. 陳 may practise only dermatology.",
        "Dr. 陳 shall practise only at 5150 Yonge Street, Toronto, and at North York General Hospital.",
        "Dr. 陳 shall not perform any procedure under general anesthesia or deep sedation.",
        "Dr. 陳 shall have a clinical supervisor who is acceptable to the College, at his own expense.",
        "Dr. 陳 shall meet with the clinical supervisor at least once every month, and shall discuss at least fifteen charts that the clinical supervisor has chosen.",
        "Dr. 陳 shall ensure that the clinical supervisor reports to the College at least once every three months on the standard of care, record keeping and professionalism.",
        "Dr. 陳 shall keep a log of all biopsies, with the date, the patient’s identifier, the indication and the result, and shall give it to the College when it asks.",
        "Dr. 陳 shall not supervise medical students, postgraduate residents or physician assistants.",
        "Dr. 陳 shall inform the College of any change of practice location within fifteen days.",
        "Dr. 陳 consents to the disclosure of these terms to every hospital at which he holds or seeks privileges, and to every persona who refers patients to him.",
    ],
    phone: "+14165550145",
    practice: (&["5150 Yonge Street, Suite 1410"], "Toronto", Some("ON"), "M2N 6L8", "CA"),
    mailing: (&["88 Sheppard Avenue East, Unit 2703"], "Toronto", Some("ON"), "M2N 6Y2", "CA"),
    activities: &["Dermatology"],
    privileges: &["North York General Hospital, Toronto"],
    specialty: Some(("Dermatology", "CPSO recognition")),
    cpd: Some(("royal-college", "671204")),
    cmpa: Some("7100264"),
    corporation: Some(("CA-90001", "CHEN Dermatology Professional Corporation")),
    computer: "Front desk",
    card: ("mastercard", "4444"),
    timeline: timelines::quiet,
    ..TYPICAL
};

/// From right to left, with a hyphen.
pub const LEVI: Persona = Persona {
    given: "שרה",
    family: "לוי-כהן",
    what: "name in Hebrew letters",
    email: "sarah.levi-cohen@example.org",
    business_email: None,
    minc: None,
    languages: &["he", "en"],
    since: "2017-07-04",
    terms: &[],
    phone: "+14165550177",
    practice: (&["3101 Bathurst Street, Suite 300"], "Toronto", Some("ON"), "M6A 2A6", "CA"),
    mailing: (&["210 Glencairn Avenue"], "Toronto", Some("ON"), "M4R 1N2", "CA"),
    privileges: &["Humber River Health, Toronto"],
    cpd: Some(("cfpc", "711458")),
    cmpa: Some("7100279"),
    computer: "Home office",
    ..TYPICAL
};
