package dev.lanyard.simulator.tenant;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Names of people, departments and teams in many scripts, with the Latin spelling that an address is made of. */
final class Names {

    /**
     * A person's name.
     *
     * @param given the given name in its own script
     * @param family the family name in its own script
     * @param display how a directory shows the two, in the order of the language
     * @param address the Latin letters that an address begins with
     * @param language the preferred language, such as {@code ja-JP}
     * @param country the country's two letters
     */
    record Person(String given, String family, String display, String address, String language, String country) {}

    /** Given and family names of one language; after each {@code =} stands the Latin spelling. */
    private record Language(String code, boolean familyFirst, List<String> given, List<String> family) {}

    private static final List<Language> LANGUAGES = List.of(
            western("en-US", "Ann Noah Ruth Omar Grace Peter", "Miller O'Brien=obrien Clarke St.John=stjohn"),
            western("de-DE", "Jürgen=juergen Anke Björn=bjoern Änne=aenne", "Weiß=weiss Müller=mueller Groß=gross"),
            western("fr-FR", "Zoé=zoe Loïc=loic Anaïs=anais Hervé=herve", "Lefèvre=lefevre D'Arc=darc Noël=noel"),
            // Letters with a combining accent of their own, not composed: they equal the composed ones only in meaning.
            western(
                    "es-ES",
                    "Jose\u0301=jose Ine\u0301s=ines Sofi\u0301a=sofia",
                    "Nun\u0303ez=nunez Garci\u0301a=garcia"),
            western("vi-VN", "Nguyệt=nguyet Hưng=hung Thảo=thao", "Trần=tran Đặng=dang Phạm=pham"),
            western("pl-PL", "Łukasz=lukasz Święta=swieta Zbyněk=zbynek", "Żółć=zolc Šťastný=stastny"),
            western("tr-TR", "İpek=ipek Işıl=isil Çağrı=cagri", "Yıldız=yildiz Şahin=sahin"),
            western("el-GR", "Ελένη=eleni Γιώργος=giorgos", "Παπαδόπουλος=papadopoulos Ιωάννου=ioannou"),
            western("ru-RU", "Наталья=natalya Игорь=igor", "Щербакова=shcherbakova Королёв=korolyov"),
            western("uk-UA", "Олексій=oleksii Їжакевич=yizhak", "Ґудзь=gudz Бойко=boiko"),
            western("ka-GE", "ნინო=nino გიორგი=giorgi", "ბერიძე=beridze კაპანაძე=kapanadze"),
            western("hy-AM", "Անահիտ=anahit Արամ=aram", "Սարգսյան=sargsyan Հակոբյան=hakobyan"),
            western("he-IL", "נועה=noa יוסף=yosef", "כהן=cohen לוי=levi"),
            western("ar-EG", "فاطمة=fatima محمد=mohamed", "الزهراء=alzahraa عبد‌الله=abdullah"),
            western("fa-IR", "آرش=arash شیرین=shirin", "کاظمی=kazemi پورنگ=pourang"),
            western("am-ET", "ሰላም=selam አበበ=abebe", "ተስፋዬ=tesfaye ከበደ=kebede"),
            western("hi-IN", "प्रिया=priya श्रीकांत=shrikant", "शर्मा=sharma क्षत्रिय=kshatriya"),
            western("ta-IN", "கவிதா=kavitha செல்வன்=selvan", "முருகன்=murugan குமார்=kumar"),
            western("th-TH", "สมหญิง=somying ปรีชา=preecha", "ศรีสุข=srisuk วงศ์ใหญ่=wongyai"),
            eastern("zh-CN", "小明=xiaoming 丽=li 𠮷人=jiren", "王=wang 欧阳=ouyang"),
            eastern("ja-JP", "さくら=sakura 健太=kenta ジョン=jon", "髙橋=takahashi 渡邉=watanabe"),
            eastern("ko-KR", "서연=seoyeon 민준=minjun", "김=kim 황보=hwangbo"));

    private static final List<String> DEPARTMENTS = List.of(
            "Finance",
            "Sales",
            "Research & Development",
            "Personnel",
            "IT",
            "Einkauf",
            "Qualité",
            "営業部",
            "التسويق",
            "Логистика",
            "Legal \"M&A\"",
            "Field\\Service");

    private static final List<String> TEAMS = List.of(
            "Project Aurora",
            "Budget",
            "🚀 Launch",
            "All hands 👩‍👩‍👧‍👦",
            "Équipe Ω",
            "プロジェクト・さくら",
            "فريق المبيعات",
            "צוות הנהלה",
            "Группа поддержки",
            "Café\u0301 club",
            "Reader <Library>",
            "Admins",
            "VPN users",
            "Tab\there",
            "ทีมขาย",
            "स्वास्थ्य",
            "  Leading spaces",
            "ZZ old – do not use");

    private Names() {}

    private static Language western(String code, String given, String family) {
        return new Language(code, false, List.of(given.split(" ", -1)), List.of(family.split(" ", -1)));
    }

    private static Language eastern(String code, String given, String family) {
        return new Language(code, true, List.of(given.split(" ", -1)), List.of(family.split(" ", -1)));
    }

    static Person person(SplittableRandom random) {
        // Half the people have names of the first language, as in most companies.
        Language language = random.nextBoolean() ? LANGUAGES.get(0) : pick(LANGUAGES, random);
        String[] given = pick(language.given(), random).split("=", -1);
        String[] family = pick(language.family(), random).split("=", -1);
        String display = language.familyFirst() ? family[0] + " " + given[0] : given[0] + " " + family[0];
        String address = latin(given) + "." + latin(family);
        return new Person(
                given[0],
                family[0],
                display,
                address,
                language.code(),
                language.code().substring(3));
    }

    private static String latin(String[] spellings) {
        String spelling = spellings[spellings.length - 1];
        return spelling.toLowerCase(Locale.ROOT);
    }

    static String department(SplittableRandom random) {
        return pick(DEPARTMENTS, random);
    }

    static String team(SplittableRandom random) {
        return pick(TEAMS, random);
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
