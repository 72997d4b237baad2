"""Made-up role descriptions of many trades, with the wishes that a reader finds in them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Described:
    name: str
    text: str
    musts: tuple[str, ...]
    nice: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    not_used: tuple[str, ...] = ()
    title: str = ""


DESCRIPTIONS = (
    Described(
        "one line",
        "ML Systems Engineer: CUDA, distributed training, 3 years, a systems paper, Rotterdam or remote, passionate rockstar",
        ("CUDA", "distributed training", "3+ years of experience", "systems paper", "Rotterdam or remote"),
        not_used=("passionate", "rockstar"),
        title="ML Systems Engineer",
    ),
    Described(
        "backend",
        """Senior Backend Engineer (m/w/d)

About us
We are a dynamic company with 20 years of history. We use Python.

Requirements:
- 5+ years of professional experience with Go or Java
- Strong knowledge of PostgreSQL, Kafka and Kubernetes (Helm is a plus)
- Bachelor's or Master's degree in Computer Science, Mathematics or a related field
- Experience with cloud platforms such as AWS, GCP or Azure
- Fluent English; German is a plus
- You are a passionate team player, native speaker preferred, under 35 years old
- Based in Berlin

Nice to have:
- Terraform
- Open source contributions

Benefits
- Free Rust lessons
""",
        (
            "5+ years of Go or Java", "PostgreSQL", "Kafka", "Kubernetes", "Bachelor or higher",
            "studies of computer science or mathematics", "AWS or GCP or Azure", "English", "Berlin",
        ),
        ("Helm charts", "German", "Terraform", "open source"),
        ("age", "native speaker"),
        ("passionate", "team player"),
        "Senior Backend Engineer",
    ),
    Described(
        "frontend",
        """Frontend Developer

What you'll do
Build our web app in React and TypeScript.

What you bring
* At least 3 years of experience with React
* TypeScript, HTML and CSS
* Familiarity with GraphQL is a plus

We offer
A ninja team.
""",
        ("3+ years of React", "TypeScript", "HTML", "CSS"),
        ("GraphQL",),
        title="Frontend Developer",
    ),
    Described(
        "data",
        """Data Engineer

Must have
- SQL and Python
- Airflow or Dagster
- 2 years with Spark

Preferred
- dbt
- Snowflake or BigQuery
""",
        ("SQL", "Python", "Airflow or Dagster", "2+ years of Spark"),
        ("dbt", "Snowflake or BigQuery"),
        title="Data Engineer",
    ),
    Described(
        "research",
        """Research Scientist, Machine Learning

Minimum qualifications
- PhD in Computer Science, Statistics or Machine Learning
- First-author publications at NeurIPS, ICML or ICLR
- Experience with PyTorch or JAX

Preferred qualifications
- Experience with reinforcement learning
""",
        (
            "PhD", "studies of computer science or statistics or machine learning", "NeurIPS or ICML or ICLR paper",
            "a paper as first author", "PyTorch or JAX",
        ),
        ("reinforcement learning",),
        title="Research Scientist, Machine Learning",
    ),
    Described(
        "student",
        """Student assistant in systems

You have
- A Bachelor's degree in computer science
- Good knowledge of C++ or Rust
- papers at top systems conferences are a bonus
""",
        ("Bachelor or higher", "studies of computer science", "C++ or Rust"),
        ("systems paper",),
        title="Student assistant in systems",
    ),
    Described(
        "reliability",
        """Site Reliability Engineer
Location: Utrecht or remote
Requirements
1. Kubernetes and Terraform in production
2. Prometheus or Grafana
3. Ownership and a sense of humor
""",
        ("Utrecht or remote", "Kubernetes", "Terraform", "Prometheus or Grafana"),
        not_used=("ownership", "sense of humor"),
        title="Site Reliability Engineer",
    ),
    Described(
        "security",
        """Security Engineer

Requirements
- 4+ years of experience
- Penetration testing
- Publications at USENIX Security or CCS are a plus
""",
        ("4+ years of experience", "penetration testing"),
        ("USENIX Security or CCS paper",),
        title="Security Engineer",
    ),
    Described(
        "mobile",
        """iOS Developer
Requirements: Swift required, Objective-C nice to have
""",
        ("Swift",),
        ("Objective-C",),
        title="iOS Developer",
    ),
    Described(
        "hardware",
        """FPGA Engineer

Qualifications
- Verilog or VHDL
- Master's degree in Electrical Engineering
- Female candidates preferred, unmarried
""",
        ("Verilog or VHDL", "Master or higher", "studies of electrical engineering"),
        (),
        ("gender", "family"),
        title="FPGA Engineer",
    ),
    Described(
        "design",
        """Product Designer
Your profile
- Figma
- User research
- English and German, fluent
- You love people
""",
        ("Figma", "UX research", "English", "German"),
        not_used=("You love people",),
        title="Product Designer",
    ),
    Described(
        "product",
        """Product Manager

Requirements
- 5 years in product management
- SQL is an advantage
- MBA not required
""",
        ("5+ years of product management",),
        ("SQL",),
        not_used=("MBA not required",),
        title="Product Manager",
    ),
    Described(
        "equal opportunity",
        """Compiler Engineer

Requirements
- LLVM or MLIR
- C++

Equal opportunity
We hire regardless of age, gender, nationality and religion.
All qualified applicants are welcome regardless of marital status.
""",
        ("LLVM or MLIR", "C++"),
        title="Compiler Engineer",
    ),
    Described(
        "prose alone",
        "We need somebody with at least 5 years of Python. Experience with Kubernetes is a must. Rust would be a plus.",
        ("5+ years of Python", "Kubernetes"),
        ("Rust",),
    ),
    Described(
        "and between two choices",
        "Requirements:\n- Docker and PyTorch or TensorFlow\n",
        ("Docker", "PyTorch or TensorFlow"),
    ),
    Described(
        "general and special",
        "Requirements:\n- deep learning frameworks such as PyTorch, JAX or TensorFlow\n",
        ("PyTorch or JAX or TensorFlow",),
    ),
    Described(
        "citizens only",
        "Requirements:\n- US citizens only\n- CUDA\n- Christian candidates only\n- between 25 and 35 years old\n- send a photo\n",
        ("CUDA",),
        (),
        ("nationality", "religion", "age", "photo"),
    ),
    Described(
        "games",
        """Gameplay Programmer
Required skills
- C++ and Unreal Engine, or C# and Unity
Bonus points
- Shader programming
""",
        ("C++", "Unreal Engine or C#", "Unity"),
        ("computer graphics",),
        title="Gameplay Programmer",
    ),
    Described(
        "language model",
        """LLM Inference Engineer

Who you are
- You have worked with vLLM or TensorRT
- Experience with quantization
- Start date: January 2027
""",
        ("vLLM or TensorRT", "quantization", "looks for January 2027"),
        title="LLM Inference Engineer",
    ),
    Described(
        "robotics",
        """Robotics Engineer
Must have:
- ROS 2
- Python or C++
- PhD preferred, Master's degree required
""",
        ("ROS2", "Python or C++", "Master or higher"),
        ("PhD",),
        title="Robotics Engineer",
    ),
    Described(
        "wishes one by one",
        "role: Kernel engineer\nmust: CUDA\nmust: 3 years of C++\nnice: degree:phd\nnice: systems paper\n",
        ("CUDA", "3+ years of C++"),
        ("PhD", "systems paper"),
        title="Kernel engineer",
    ),
    Described(
        "wishes in one line",
        "must: CUDA; must: home:Bristol or remote; nice: Master or higher; nice: stage:new",
        ("CUDA", "Bristol or remote"),
        ("Master or higher",),
        not_used=("stage:new",),
    ),
    Described(
        "German",
        """Softwareentwickler (m/w/d) Backend

Deine Aufgaben
- Du entwickelst Microservices mit Java

Dein Profil
- Abgeschlossenes Studium der Informatik
- Mindestens 3 Jahre Berufserfahrung mit Kotlin
- Sehr gute Kenntnisse in PostgreSQL und Docker
- Deutsch und Englisch fließend in Wort und Schrift
- Erfahrung mit Kubernetes ist von Vorteil
- Teamfähigkeit und Eigeninitiative

Wir bieten
- 30 Tage Urlaub
""",
        (
            "finished Bachelor or higher", "studies of computer science", "3+ years of Kotlin", "PostgreSQL", "Docker",
            "German", "English",
        ),
        ("Kubernetes",),
        not_used=("teamfähigkeit", "eigeninitiative"),
        title="Softwareentwickler Backend",
    ),
    Described(
        "German, protected",
        "Anforderungen:\n- Rust oder C++\n- Muttersprache Deutsch, nicht älter als 40\n- ledig, ohne Kinder\n",
        ("Rust or C++", "German"),
        (),
        ("native speaker", "age", "family"),
    ),
    Described(
        "German, doctorate",
        """Wissenschaftlicher Mitarbeiter
Standort: Dresden
Voraussetzungen
- Abgeschlossene Promotion in Physik oder Mathematik
- Veröffentlichungen
- Wünschenswert: Python
""",
        ("Dresden", "finished PhD", "studies of physics or mathematics", "a paper"),
        ("Python",),
        title="Wissenschaftlicher Mitarbeiter",
    ),
    Described(
        "French",
        """Ingénieur données

Vos missions
- Construire nos flux

Profil recherché
- Au moins 3 ans d'expérience en Python
- Maîtrise de SQL et Spark
- Diplôme d'ingénieur en informatique
- Anglais courant
- Docker serait un plus
""",
        ("3+ years of Python", "SQL", "Spark", "Master or higher", "studies of computer science", "English"),
        ("Docker",),
        title="Ingénieur données",
    ),
    Described(
        "French, protected",
        "Profil :\n- React ou Vue\n- Jeune diplômé, moins de 30 ans\n- Langue maternelle : français\n",
        ("React or Vue", "French"),
        (),
        ("age", "native speaker"),
    ),
    Described(
        "Spanish",
        """Desarrollador backend

Funciones
- Mantener la plataforma

Requisitos
- Al menos 2 años de experiencia con Java
- Conocimientos de PostgreSQL y Docker
- Inglés avanzado
- Se valorará Kubernetes

Ofrecemos
- Teletrabajo
""",
        ("2+ years of Java", "PostgreSQL", "Docker", "English"),
        ("Kubernetes",),
        title="Desarrollador backend",
    ),
    Described(
        "Spanish, protected",
        "Imprescindible:\n- Python o R\n- Menor de 35 años, buena presencia\n",
        ("Python or R",),
        (),
        ("age", "looks"),
    ),
    Described(
        "Chinese",
        """岗位职责：
负责推荐系统
任职要求：
1、本科及以上学历，计算机相关专业；
2、3年以上Python开发经验，熟悉PyTorch或TensorFlow；
3、熟悉分布式系统，35岁以下，性别不限；
4、英语流利；
加分项：
- 在NeurIPS、ICML等顶会发表论文者优先
- 有CUDA经验
""",
        (
            "Bachelor or higher", "studies of computer science", "3+ years of Python", "PyTorch or TensorFlow",
            "distributed systems", "English",
        ),
        ("NeurIPS or ICML paper", "CUDA"),
        ("age", "gender"),
    ),
    Described(
        "Chinese, research",
        "任职要求\n1. 博士学历，物理或数学专业\n2. 精通C++和CUDA\n3. 抗压能力强\n",
        ("PhD", "studies of physics or mathematics", "C++", "CUDA"),
        not_used=("抗压能力",),
    ),
    Described(
        "science",
        """Bioinformatician
Requirements
- Master's degree in bioinformatics or biology
- R or Python
- Fluency in French
Nice to have
- RNA-seq
""",
        ("Master or higher", "studies of bioinformatics or biology", "R or Python", "French"),
        ("RNA-seq",),
        title="Bioinformatician",
    ),
    Described("nothing", "We want a rockstar ninja with passion.", (), not_used=("rockstar", "ninja", "passion")),
)  # fmt: skip
