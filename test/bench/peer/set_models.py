"""How Splink is set up for each labelled set: columns, blocking rules, and several models of which the best one counts.

The shapes follow Splink's own documentation and examples: names by NameComparison or ForenameSurnameComparison, dates by
DateOfBirthComparison, e-mail by EmailComparison, city exact with term frequencies; lambda from deterministic rules, u from
random pairs, m by EM in two or three sessions that block on different columns.
"""

TEXT = "nullif(trim(\"{0}\"), '') as \"{0}\""
FOLD = "nullif(trim(regexp_replace(lower(strip_accents(\"{0}\")), '[^a-z0-9]+', ' ', 'g')), '')"
SWAPPED = "l.given_name = r.surname and l.surname = r.given_name"


def text(*names):
    return [TEXT.format(name) for name in names]


def fake(cl, cll):
    def shared(email):
        return [
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            email,
        ]

    apart = [cl.NameComparison("first_name"), cl.NameComparison("surname")]
    jaro = [cl.JaroWinklerAtThresholds(name, [0.92, 0.8]).configure(term_frequency_adjustments=True) for name in ("first_name", "surname")]
    either = cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="full_name")
    plain_email = cl.LevenshteinAtThresholds("email", [2])
    return dict(
        columns=text("first_name", "surname", "dob", "city", "email") + ["nullif(trim(first_name), '') || ' ' || nullif(trim(surname), '') as full_name"],
        rules=dict(
            docs=[["first_name"], ["surname"], ["dob"], ["email"]],
            wide=[["first_name"], ["surname"], ["dob"], ["email"], ["substr(email, 1, 5)"], ["substr(dob, 1, 7)", "city"], ["substr(first_name, 1, 2)", "substr(surname, 1, 2)"], "l.first_name = r.surname"],
        ),
        models=dict(
            names=apart + shared(cl.EmailComparison("email")),
            forename_surname=[either] + shared(cl.EmailComparison("email")),
            plain_email=apart + shared(plain_email),
            jaro_tf=jaro + shared(cl.EmailComparison("email")),
            jaro_tf_plain_email=jaro + shared(plain_email),
            either_plain_email=[either] + shared(plain_email),
        ),
        deterministic=[
            "l.first_name = r.first_name and levenshtein(r.dob, l.dob) <= 1",
            "l.surname = r.surname and levenshtein(r.dob, l.dob) <= 1",
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            ["email"],
        ],
        recall=0.7,
        em=[["first_name", "surname"], ["dob"], ["email"]],
    )


def rldata(cl, cll):
    names = [cl.NameComparison("fname_c1"), cl.NameComparison("lname_c1")]
    jaro = [cl.JaroWinklerAtThresholds(name, [0.92, 0.8]).configure(term_frequency_adjustments=True) for name in ("fname_c1", "lname_c1")]
    levenshtein = [cl.LevenshteinAtThresholds(name, [1, 2]).configure(term_frequency_adjustments=True) for name in ("fname_c1", "lname_c1")]
    date = [cl.DateOfBirthComparison("dob", input_is_string=True)]
    parts = [cl.ExactMatch("by"), cl.ExactMatch("bm"), cl.ExactMatch("bd")]
    second = [cl.ExactMatch("fname_c2")]
    return dict(
        columns=text("fname_c1", "fname_c2", "lname_c1", "lname_c2", "by", "bm", "bd") + ["\"by\" || '-' || lpad(bm, 2, '0') || '-' || lpad(bd, 2, '0') as dob"],
        rules=dict(
            all=["1 = 1"],
            parts=[["fname_c1"], ["lname_c1"], ["by", "bm"], ["by", "bd"], ["bm", "bd"]],
        ),
        models=dict(names_date=names + date, names_parts=names + parts, jaro_parts=jaro + parts, jaro_date=jaro + date, second_name=levenshtein + parts + second, levenshtein_parts=levenshtein + parts),
        deterministic=[["fname_c1", "lname_c1", "by"], ["dob", "lname_c1"], ["dob", "fname_c1"]],
        recall=0.8,
        em=[["lname_c1"], ["fname_c1"], ["by", "bm"]],
    )


def chicago(cl, cll):
    name = [cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True)]
    token = "len(list_intersect({0}_l, {0}_r)) / len(list_distinct(list_concat({0}_l, {0}_r)))"

    def jaccard(column, words):
        levels = [cll.NullLevel(column), cll.ExactMatchLevel(column, term_frequency_adjustments=True)]
        levels += [cll.CustomLevel(f"{token.format(words)} >= {limit}", label_for_charts=f"words {limit}") for limit in (0.7, 0.45, 0.25)]
        return cl.CustomComparison(output_column_name=column, comparison_levels=levels + [cll.ElseLevel()])

    address = [cl.JaroWinklerAtThresholds("address", [0.95, 0.88]).configure(term_frequency_adjustments=True)]
    house = cl.CustomComparison(
        output_column_name="address",
        comparison_levels=[
            cll.NullLevel("address"),
            cll.ExactMatchLevel("address", term_frequency_adjustments=True),
            cll.CustomLevel("house_no_l = house_no_r and jaro_winkler_similarity(address_l, address_r) >= 0.88", label_for_charts="number, like street"),
            cll.CustomLevel("house_no_l = house_no_r", label_for_charts="number"),
            cll.CustomLevel("jaro_winkler_similarity(address_l, address_r) >= 0.88", label_for_charts="like street"),
            cll.ElseLevel(),
        ],
    )
    phone = [cl.LevenshteinAtThresholds("phone", [1]).configure(term_frequency_adjustments=True)]
    zip_code = [cl.ExactMatch("zip")]
    return dict(
        columns=[
            f"{FOLD.format('Site name')} as name",
            f"{FOLD.format('Address')} as address",
            f"regexp_extract({FOLD.format('Address')}, '^[0-9]+') as house_no",
            "nullif(left(regexp_replace(\"Zip\", '[^0-9]', '', 'g'), 5), '') as zip",
            "nullif(right(regexp_replace(\"Phone\", '[^0-9]', '', 'g'), 7), '') as phone",
            f"string_split({FOLD.format('Site name')}, ' ') as name_words",
            f"string_split({FOLD.format('Address')}, ' ') as address_words",
        ],
        rules=dict(
            std=[["phone"], ["substr(address, 1, 8)"], ["house_no", "zip"], ["substr(name, 1, 6)"], ["substr(name, 1, 3)", "zip"]],
            narrow=[["phone"], ["address"], ["name"], ["house_no", "substr(name, 1, 3)"], ["substr(address, 1, 10)"]],
        ),
        models=dict(
            jaro=name + address + zip_code + phone,
            words=[jaccard("name", "name_words")] + [jaccard("address", "address_words")] + zip_code + phone,
            words_house=[jaccard("name", "name_words"), house] + zip_code + phone,
            jaro_house=name + [house] + zip_code + phone,
            house_no_zip=[jaccard("name", "name_words"), house] + phone,
        ),
        deterministic=[["name", "address"], ["phone", "address"], ["phone", "name"]],
        recall=0.6,
        em=[["address"], ["phone"], ["name"]],
    )


def febrl(cl, cll):
    date = cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d")
    docs = [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        date,
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
    ]
    lib = [
        cl.ForenameSurnameComparison("given_name", "surname", forename_surname_concat_col_name="full_name"),
        date,
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("street_number", [1]).configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("address_1", [0.9, 0.8]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("suburb", [0.9, 0.8]).configure(term_frequency_adjustments=True),
    ]
    rules = [["soc_sec_id"], ["date_of_birth"], ["given_name", "surname"], SWAPPED, ["postcode", "surname"], ["postcode", "given_name"]]
    rules += [["street_number", "address_1"], ["address_1", "suburb"], ["suburb", "surname"], ["given_name", "street_number"], ["postcode"], ["surname"]]
    columns = text("given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth", "soc_sec_id")
    return dict(
        columns=columns + ["nullif(trim(given_name), '') || ' ' || nullif(trim(surname), '') as full_name"],
        rules=dict(std=rules),
        models=dict(docs=docs, lib=lib),
        deterministic=[["soc_sec_id"], ["given_name", "surname", "date_of_birth"], SWAPPED + " and l.date_of_birth = r.date_of_birth"],
        recall=0.8,
        em=[["date_of_birth"], ["postcode"]],
    )


SETS = dict(
    fake_1000=(["fake_1000/records.csv"], fake),
    fake_20000=(["fake_20000/records.csv.gz"], fake),
    rldata500=(["rldata500/records.csv"], rldata),
    chicago_early_childhood=(["chicago_early_childhood/records.csv"], chicago),
    febrl1=(["febrl1/records.csv"], febrl),
    febrl2=(["febrl2/records.csv"], febrl),
    febrl4=(["febrl4/a.csv", "febrl4/b.csv"], febrl),
)
