"""People of companies: GPU kernels, reliability, front ends; with promotions, overlaps and gaps."""

from tests.cvs.person import Award, Group, Link, Person, Post, Project, Study

BRANDVOLD = Person(
    key="brandvold",
    name="Siri Brandvold",
    label="GPU Kernel Engineer",
    email="siri@brandvold.example",
    phone="+47 22 55 01 90",
    links=(Link(url="https://github.com/siribrand", network="GitHub"), Link(url="https://brandvold.example")),
    city="Oslo",
    country="Norway",
    about="I write the kernels that everybody calls and nobody reads.",
    education=(
        Study(
            institution="Norwegian University of Science and Technology",
            degree="M.Sc.",
            field="Applied Physics",
            start="2013-08",
            end="2018-06",
            city="Trondheim",
            country="Norway",
        ),
    ),
    work=(
        Post(
            organization="Northlight AI",
            title="Staff Kernel Engineer",
            start="2024-03",
            end="present",
            city="Oslo",
            country="Norway",
            details=(
                "Fused attention for long contexts in CUDA and Triton, 1.7x over the vendor library.",
                "Leads four people; reviews every kernel before it ships.",
            ),
        ),
        Post(
            organization="Northlight AI",
            title="Kernel Engineer",
            start="2021-09",
            end="2024-02",
            city="Oslo",
            country="Norway",
            details=("Ported 60 kernels to a new accelerator in one spring.",),
        ),
        Post(
            organization="Arm",
            title="Software Engineer",
            start="2018-08",
            end="2021-08",
            city="Trondheim",
            country="Norway",
            details=("Wrote the shader scheduler of two generations of mobile GPUs.",),
        ),
    ),
    projects=(
        Project(name="warpscope", text="Shows where a warp waits, line by line."),
        Project(name="tinygemm", text="Matrix multiplication explained in 300 lines of CUDA."),
    ),
    skills=(
        Group(name="Languages", skills=("C++", "CUDA", "Python", "Triton")),
        Group(name="Tools", skills=("Nsight Compute", "CUTLASS", "LLVM")),
    ),
    languages=(("Norwegian", "native"), ("English", "fluent")),
)

WHITCOMBE = Person(
    key="whitcombe",
    name="Denzel T. Whitcombe Jr.",
    names=("Denzel T. Whitcombe", "Denzel T. Whitcombe, Jr."),
    label="Site Reliability Engineer",
    email="denzel.whitcombe@ops.example",
    phone="(512) 555-0188",
    links=(Link(url="https://www.linkedin.com/in/dtwhitcombe", network="LinkedIn"),),
    city="Austin",
    country="USA",
    about="Twelve years of pagers. I like boring systems and short postmortems.",
    education=(
        Study(
            institution="Texas State University",
            degree="Bachelor of Science",
            field="Information Systems",
            start="2009-08",
            end="2013-05",
            city="San Marcos",
            country="USA",
        ),
    ),
    work=(
        Post(
            organization="Cloudflare",
            title="Senior Site Reliability Engineer",
            start="2020-11",
            end="present",
            city="Austin",
            country="USA",
            details=(
                "On call for the edge cache; error budget kept for nine quarters in a row.",
                "Replaced 40 dashboards with six that people read.",
            ),
        ),
        Post(
            organization="Harrow Compute",
            title="Site Reliability Engineer",
            start="2017-03",
            end="2020-10",
            city="Austin",
            country="USA",
            details=("Moved 900 virtual machines to Kubernetes without a lost weekend.",),
        ),
        Post(
            organization="Lone Star Hosting",
            title="Systems Administrator",
            start="2013-06",
            end="2016-12",
            city="San Marcos",
            country="USA",
            details=("Backups, and the restores that prove them.",),
        ),
    ),
    awards=(Award(title="Operations Excellence Award", years=("2022",), awarder="Cloudflare"),),
    skills=(Group(name="", skills=("Kubernetes", "Terraform", "Prometheus", "Go", "Bash", "PostgreSQL", "Ansible")),),
)

NAKAGAWA = Person(
    key="nakagawa",
    name="Wren Nakagawa-Ellis",
    label="Frontend engineer",
    email="hello@wren.example",
    links=(
        Link(url="https://wren.example"),
        Link(url="https://github.com/wrennak", network="GitHub"),
        Link(url="https://dribbble.com/wrennak", network="Dribbble"),
    ),
    city="Portland",
    country="USA",
    about="Design systems, accessibility, and charts that load before the coffee is cold.",
    education=(
        Study(
            institution="Reed College",
            degree="B.A.",
            field="Art History",
            start="2012",
            end="2016",
            city="Portland",
            country="USA",
        ),
    ),
    work=(
        Post(
            organization="Lanternfish",
            title="Lead Frontend Engineer",
            start="2023-01",
            end="present",
            city="Portland",
            country="USA",
            details=("Owns a design system of 80 components; each one passes with a screen reader.",),
        ),
        Post(
            organization="Self-employed",
            title="Freelance Web Developer",
            start="2019-05",
            end="present",
            details=("Sites for museums and one cheese shop.",),
        ),
        Post(
            organization="Bluegum Media",
            title="Frontend Developer",
            start="2018-02",
            end="2022-12",
            city="Seattle",
            country="USA",
            details=("Election maps for 1.2 million readers in one night.",),
        ),
        Post(
            organization="Portland Art Museum",
            title="Gallery Guide",
            start="2016-06",
            end="2017-12",
            city="Portland",
            country="USA",
        ),
    ),
    projects=(Project(name="Contrast Pal", text="Checks the colours of a whole site at once."),),
    skills=(Group(name="", skills=("TypeScript", "React", "D3", "CSS", "Playwright", "Figma")),),
    languages=(("English", "native"), ("Japanese", "intermediate")),
)

PEOPLE = (BRANDVOLD, WHITCOMBE, NAKAGAWA)
