"""Sayings that were put aside before any rule was written; they are scored, not fitted."""

from __future__ import annotations

from tawatur.annotate import attribution, number, timex
from tawatur.annotate import name as names
from tawatur.rules.language import arabic

# text, and for each saying its source, cue, form, stance
HELD_OUT: tuple[tuple[str, tuple[tuple[str, str, str, str], ...]], ...] = (
    (
        "أفادت وزارة الصحة اللبنانية بأن حصيلة الغارة على البلدة ارتفعت إلى سبعة قتلى.",
        (("وزارة الصحة اللبنانية", "أفادت", "indirect", "asserts"),),
    ),
    (
        "وقال العميد سامر الجندلي، قائد شرطة المدينة، خلال مؤتمر صحفي عقده "
        "مساء الأحد، إن المشتبه به أوقف عند حاجز شرقي البلدة.",
        (("العميد سامر الجندلي", "قال", "indirect", "asserts"),),
    ),
    (
        "«لن نغادر مواقعنا قبل وصول قوات الفصل»، قال قائد ميداني في الفصيل لوكالة رويترز.",
        (("قائد ميداني في الفصيل", "قال", "direct", "asserts"),),
    ),
    (
        "وتوقعت الأمم المتحدة نزوح آلاف العائلات خلال الشتاء، محذرة من نقص حاد في الوقود.",
        (
            ("الأمم المتحدة", "توقعت", "indirect", "expects"),
            ("الأمم المتحدة", "محذرة", "indirect", "warns"),
        ),
    ),
    (
        "ورفض المتحدث باسم وزارة الداخلية التعليق على التقرير.",
        (("المتحدث باسم وزارة الداخلية", "رفض", "indirect", "declines"),),
    ),
    (
        "وبحسب شهود عيان تحدثوا لمراسلنا، فإن مسلحين ملثمين أطلقوا النار على الحافلة.",
        (("شهود عيان", "بحسب", "indirect", "asserts"),),
    ),
    (
        "نقلت وكالة الأناضول عن رئيس البلدية قوله إن المدارس ستبقى مغلقة يومين.",
        (("رئيس البلدية", "نقلت", "indirect", "asserts"),),
    ),
    (
        "وكانت أنقرة قد نفت في وقت سابق أي وجود لقواتها في تلك القرية.",
        (("أنقرة", "نفت", "indirect", "denies"),),
    ),
    (
        "قتل جندي وأصيب اثنان في تفجير عبوة ناسفة غربي المدينة، وفق ما أعلنت قيادة العمليات.",
        (("قيادة العمليات", "أعلنت", "indirect", "asserts"),),
    ),
    (
        'واعتبر النائب رامي الدخيل أن القرار "خطأ فادح"، داعيا الحكومة إلى التراجع عنه.',
        (
            ("النائب رامي الدخيل", "اعتبر", "mixed", "opinion"),
            ("النائب رامي الدخيل", "داعيا", "indirect", "demands"),
        ),
    ),
    (
        "وتعهد رئيس الوزراء بملاحقة المسؤولين عن الهجوم.\nوأضاف: «لن يفلت أحد من العقاب».",
        (
            ("رئيس الوزراء", "تعهد", "indirect", "promises"),
            ("رئيس الوزراء", "أضاف", "direct", "asserts"),
        ),
    ),
    (
        "يذكر أن المدينة شهدت هجمات مماثلة خلال العام الماضي.",
        (),
    ),
    (
        "وتعرض المكتب لهجوم وفقا للقانون الجديد الذي ينظم عمل الحراس.",
        (),
    ),
    (
        "واتهمت الحكومة اليمنية جماعة الحوثي بقصف أحياء سكنية في تعز.",
        (("الحكومة اليمنية", "اتهمت", "indirect", "accuses"),),
    ),
    (
        "وأكد مصدران أمنيان، طلبا عدم كشف اسميهما، أن القتيل كان يقود خلية محلية.",
        (("مصدران أمنيان", "أكد", "indirect", "confirms"),),
    ),
    (
        "قال مدير المستشفى إن الوزير أبلغه بأن الإمدادات ستصل غدا.",
        (
            ("مدير المستشفى", "قال", "indirect", "asserts"),
            ("الوزير", "أبلغه", "indirect", "asserts"),
        ),
    ),
    (
        "وأعربت باريس عن قلقها البالغ إزاء التصعيد، وقالت إن على الطرفين ضبط النفس.",
        (
            ("باريس", "أعربت", "indirect", "asserts"),
            ("باريس", "قالت", "indirect", "asserts"),
        ),
    ),
    (
        'وأعلن تنظيم "سرايا الفجر" مسؤوليته عن الهجوم عبر قناته على تلغرام.',
        (('تنظيم "سرايا الفجر"', "أعلن", "indirect", "claims"),),
    ),
    (
        'وذكرت صحيفة "الأيام الجديدة" نقلا عن مسؤول حكومي أن الصفقة ألغيت.',
        (("مسؤول حكومي", "ذكرت", "indirect", "asserts"),),
    ),
    (
        "وطالبت منظمة العفو الدولية بفتح تحقيق مستقل في مقتل المتظاهرين، مشيرة "
        "إلى أن الأدلة «لا لبس فيها».",
        (
            ("منظمة العفو الدولية", "طالبت", "indirect", "demands"),
            ("منظمة العفو الدولية", "مشيرة", "mixed", "asserts"),
        ),
    ),
    (
        "وأضافت المصادر نفسها أن الطائرة حلقت على علو منخفض قبل القصف.",
        (("المصادر نفسها", "أضافت", "indirect", "asserts"),),
    ),
    (
        "ولم تعلن أي جهة مسؤوليتها عن الانفجار حتى الآن.",
        (),
    ),
    (
        "وقع الهجوم بين القريتين وذكر أهل المنطقة بأيام الحرب.",
        (),
    ),
    (
        "ورجح خبراء أن يكون الصاروخ قد أطلق من البحر، فيما استبعد الجيش ذلك.",
        (
            ("خبراء", "رجح", "indirect", "expects"),
            ("الجيش", "استبعد", "indirect", "denies"),
        ),
    ),
)


def test_precision_and_recall() -> None:
    """Source and cue together: precision 0.90 and recall 0.85 or better."""
    lang = arabic()
    right = found = wanted = forms = stances = 0
    for text, expected in HELD_OUT:
        scan = lang.scan(text)
        number.annotate(scan, lang)
        timex.annotate(scan, lang)
        sayings = attribution.annotate(scan, lang, names.annotate(scan, lang), None)
        keys = {(s.source.text, s.cue.of(text)): (s.form, s.stance) for s in sayings}
        found += len(sayings)
        wanted += len(expected)
        for source, cue, form, stance in expected:
            known = keys.get((source, cue))
            right += known is not None
            forms += known is not None and known[0] == form
            stances += known is not None and known[1] == stance

    assert right / found >= 0.90
    assert right / wanted >= 0.85
    assert forms / right >= 0.85
    assert stances / right >= 0.90
