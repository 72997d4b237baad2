"""The words that CVs print around their facts, per language: headings, months, labels, open ends."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    present: tuple[str, ...]
    since: str
    headings: dict[str, tuple[str, ...]]
    labels: dict[str, str]
    expected: str = ""
    degree_in: str = " in "


_EN = Words(
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    present=("Present", "present", "now", "Current"),
    since="since",
    expected="expected",
    headings={
        "about": ("Summary", "Profile", "About me", "Professional Summary"),
        "education": ("Education", "Academic Background", "Education and Training"),
        "work": ("Experience", "Work Experience", "Professional Experience", "Employment History"),
        "teaching": ("Teaching", "Teaching Experience"),
        "service": ("Service", "Professional Service"),
        "papers": ("Publications", "Selected Publications", "Papers"),
        "projects": ("Projects", "Selected Projects", "Personal Projects"),
        "awards": ("Awards", "Honors and Awards", "Awards & Honors", "Achievements"),
        "skills": ("Skills", "Technical Skills", "Skills & Tools"),
        "languages": ("Languages", "Language Skills"),
        "interests": ("Research Interests", "Interests"),
        "availability": ("Availability",),
        "contact": ("Contact", "Personal Information"),
    },
    labels={
        "name": "Name", "email": "E-mail", "phone": "Phone", "place": "Address", "site": "Website", "dates": "Dates",
        "title": "Occupation or position held", "organization": "Name and address of employer", "details": "Main activities and responsibilities",
        "degree": "Title of qualification awarded", "institution": "Name and type of organisation providing education", "gpa": "GPA", "rank": "Rank",
        "minor": "Minor", "adviser": "Advisor", "supervisor": "Supervisor", "field": "Field of study", "mother": "Mother tongue", "thesis": "Thesis",
    },
)  # fmt: skip

_DE = Words(
    months=("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    short_months=("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    present=("heute", "heute", "jetzt"),
    since="seit",
    headings={
        "about": ("Kurzprofil", "Über mich"),
        "education": ("Ausbildung", "Studium", "Bildungsweg"),
        "work": ("Berufserfahrung", "Beruflicher Werdegang", "Berufspraxis"),
        "teaching": ("Lehre",), "service": ("Ehrenamt",), "papers": ("Publikationen", "Veröffentlichungen"), "projects": ("Projekte",),
        "awards": ("Auszeichnungen", "Stipendien und Auszeichnungen"), "skills": ("Kenntnisse", "IT-Kenntnisse", "Fachkenntnisse"),
        "languages": ("Sprachen", "Sprachkenntnisse"), "interests": ("Interessen",), "availability": ("Verfügbarkeit",),
        "contact": ("Persönliche Daten", "Kontakt"),
    },
    labels={
        "name": "Name", "email": "E-Mail", "phone": "Telefon", "place": "Anschrift", "site": "Webseite", "dates": "Zeitraum", "title": "Tätigkeit",
        "organization": "Arbeitgeber", "details": "Aufgaben", "degree": "Abschluss", "institution": "Hochschule", "gpa": "Note", "rank": "Rang", "minor": "Nebenfach",
        "adviser": "Betreuer", "supervisor": "Vorgesetzter", "field": "Studiengang", "mother": "Muttersprache", "thesis": "Abschlussarbeit",
    },
)  # fmt: skip

_FR = Words(
    months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    short_months=("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    present=("aujourd'hui", "présent", "ce jour"),
    since="depuis",
    degree_in=" en ",
    headings={
        "about": ("Profil", "À propos"), "education": ("Formation", "Études", "Diplômes"),
        "work": ("Expérience professionnelle", "Expériences professionnelles", "Parcours professionnel"),
        "teaching": ("Enseignement",), "service": ("Bénévolat",), "papers": ("Publications",), "projects": ("Projets",),
        "awards": ("Prix et distinctions", "Distinctions"), "skills": ("Compétences", "Compétences techniques"), "languages": ("Langues",),
        "interests": ("Centres d'intérêt",), "availability": ("Disponibilité",), "contact": ("Coordonnées", "Informations personnelles"),
    },
    labels={
        "name": "Nom", "email": "Courriel", "phone": "Téléphone", "place": "Adresse", "site": "Site web", "dates": "Dates", "title": "Poste",
        "organization": "Employeur", "details": "Activités", "degree": "Diplôme", "institution": "Établissement", "gpa": "Moyenne", "rank": "Rang", "minor": "Mineure",
        "adviser": "Encadrant", "supervisor": "Responsable", "field": "Spécialité", "mother": "Langue maternelle", "thesis": "Mémoire",
    },
)  # fmt: skip

_ES = Words(
    months=("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    short_months=("ene.", "feb.", "mar.", "abr.", "may.", "jun.", "jul.", "ago.", "sept.", "oct.", "nov.", "dic."),
    present=("actualidad", "presente", "Actualidad"),
    since="desde",
    degree_in=" en ",
    headings={
        "about": ("Perfil", "Sobre mí"), "education": ("Formación académica", "Educación", "Formación"),
        "work": ("Experiencia profesional", "Experiencia laboral", "Experiencia"), "teaching": ("Docencia",), "service": ("Voluntariado",),
        "papers": ("Publicaciones",), "projects": ("Proyectos",), "awards": ("Premios", "Premios y becas"),
        "skills": ("Competencias", "Habilidades", "Conocimientos técnicos"), "languages": ("Idiomas",), "interests": ("Intereses",),
        "availability": ("Disponibilidad",), "contact": ("Datos personales", "Contacto"),
    },
    labels={
        "name": "Nombre", "email": "Correo electrónico", "phone": "Teléfono", "place": "Dirección", "site": "Página web", "dates": "Fechas", "title": "Puesto",
        "organization": "Empresa", "details": "Funciones", "degree": "Título", "institution": "Centro", "gpa": "Nota media", "rank": "Puesto", "minor": "Mención",
        "adviser": "Director", "supervisor": "Supervisor", "field": "Especialidad", "mother": "Lengua materna", "thesis": "Tesis",
    },
)  # fmt: skip

_PT = Words(
    months=("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
    short_months=("jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."),
    present=("atual", "presente", "o momento"),
    since="desde",
    degree_in=" em ",
    headings={
        "about": ("Resumo", "Perfil", "Sobre mim"), "education": ("Formação acadêmica", "Educação", "Formação"),
        "work": ("Experiência profissional", "Experiência", "Histórico profissional"), "teaching": ("Ensino", "Docência"), "service": ("Voluntariado",),
        "papers": ("Publicações",), "projects": ("Projetos",), "awards": ("Prêmios", "Prêmios e distinções"),
        "skills": ("Habilidades", "Competências", "Conhecimentos técnicos"), "languages": ("Idiomas", "Línguas"), "interests": ("Interesses",),
        "availability": ("Disponibilidade",), "contact": ("Dados pessoais", "Contato"),
    },
    labels={
        "name": "Nome", "email": "E-mail", "phone": "Telefone", "place": "Endereço", "site": "Site", "dates": "Período", "title": "Cargo",
        "organization": "Empresa", "details": "Atividades", "degree": "Grau", "institution": "Instituição", "gpa": "Média", "rank": "Classificação", "minor": "Habilitação",
        "adviser": "Orientador", "supervisor": "Supervisor", "field": "Curso", "mother": "Língua materna", "thesis": "Dissertação",
    },
)  # fmt: skip

_ZH = Words(
    months=tuple(f"{month}月" for month in range(1, 13)),
    short_months=tuple(f"{month}月" for month in range(1, 13)),
    present=("至今", "至今", "现在"),
    since="自",
    degree_in=" ",
    headings={
        "about": ("个人简介", "自我评价"), "education": ("教育背景", "教育经历"), "work": ("实习经历", "工作经历"), "teaching": ("教学经历",),
        "service": ("学术服务",), "papers": ("发表论文", "学术论文"), "projects": ("项目经历", "项目经验"), "awards": ("获奖情况", "荣誉奖项", "所获荣誉"),
        "skills": ("专业技能", "技能"), "languages": ("语言能力",), "interests": ("研究兴趣",), "availability": ("求职意向",), "contact": ("个人信息", "基本信息"),
    },
    labels={
        "name": "姓名", "email": "邮箱", "phone": "电话", "place": "现居地", "site": "主页", "dates": "时间", "title": "职位", "organization": "公司", "details": "职责",
        "degree": "学历", "institution": "学校", "gpa": "绩点", "rank": "排名", "minor": "辅修", "adviser": "导师", "supervisor": "主管", "field": "专业", "mother": "母语",
        "thesis": "论文题目",
    },
)  # fmt: skip

WORDS = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "pt": _PT, "zh": _ZH}
