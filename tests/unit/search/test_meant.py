"""Names that are ordinary words, or that people have: the skill only where it is meant."""

import pytest

from bot.search.skills import build, entries_of, skills


def found(text):
    return {match.skill for match in skills().matches(text)}


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("Bench for a radio front end: Python, VHDL", "frontend"),
        ("gRPC front end of the recommender", "frontend"),
        ("Analog front-end design in Verilog", "frontend"),
        ("kept the cluster's accounting page alive (Flask, MySQL)", "finance"),
        ("Python daemon for GPU accounting", "finance"),
        ("writes attention kernels in CUDA", "flash-attention"),
        ("Julia Castellanos, PyTorch maintainer", "julia"),
        ("Julia from the backend team", "julia"),
        ("Referee: Dr. Ray Okonkwo, Kubernetes group", "ray"),
        ("Advised by Ruby Marsh and Ada Lindqvist, Docker", "ruby"),
        ("Team of Julia, Ray, Ada and Ruby", "ray"),
        ("Lopez, R., Ruiz, C., Soto, J. Kernel fusion for GPUs", "r"),
        ("Castellanos R, Ruiz C. PyTorch in the wild", "c"),
        ("R. Castellanos, C. Ruiz and J. Soto: Docker images", "c"),
        ("Katherine Jenkins, PyTorch", "jenkins"),
        ("Jenkins, A. and Soto, B.: PyTorch", "jenkins"),
        ("Cassandra Wells, Docker community", "cassandra"),
        ("Bert Lindqvist, React", "bert"),
        ("Swift University, Python club", "swift"),
        ("Unity Road 12, Python", "unity"),
        ("B.Tech, VIT University, Python", "vision-transformer"),
        ("Spring 2024: teaching assistant, Python", "spring"),
        ("Fall/Spring '23, CUDA workshop", "spring"),
        ("Spring semester, Docker course", "spring"),
        ("X-Ray imaging with PyTorch", "ray"),
        ("Go to market with React", "go"),
        ("reported to the C-suite on Kubernetes", "c"),
        ("vitamin C and PyTorch", "c"),
        ("Führerschein Klasse C, Docker", "c"),
        ("USB-C and Docker", "c"),
        ("SWIFT payments with PostgreSQL", "swift"),
        ("GaN transistors, Verilog", "generative-adversarial-network"),
        ("sous Chef, then Docker", "chef"),
        ("Puppet theatre and Docker", "puppet"),
        ("ion Beam lithography, Python", "beam"),
        ("Hive of activity around Docker", "hive"),
        ("perfect Storm of Kubernetes incidents", "storm"),
        ("Spark plug design in MATLAB", "spark"),
        ("Rust belt revival, Docker", "rust"),
        ("Metal-organic frameworks, Python", "metal"),
        ("point de vue, React", "vue"),
        ("angular momentum and CUDA", "angular"),
        ("a hip Flask, Python", "flask"),
        ("Lean manufacturing and Docker", "lean"),
        ("Tableau de bord, Python", "tableau"),
        ("Dart board in React", "dart"),
        ("La Scala, Docker", "scala"),
        ("We React to incidents with Docker", "react"),
        ("lead Halide perovskites, MATLAB", "halide"),
        ("Phoenix, AZ. Docker", "arize-phoenix"),
        ("Elixir and Phoenix services, Docker", "arize-phoenix"),
        ("Overlapped the all-reduce, Docker", "nccl"),
        ("Congestion control for collective communication", "nccl"),
        ("Sensor fusion loop on a Cortex-M4", "robotics"),
        ("Sharing caches after a security review, Docker", "security"),
        ("Fleet telemetry over satellite links: Kafka, Docker", "observability"),
    ],
)
def test_an_ordinary_word_or_a_name_is_no_skill(line, skill):
    assert skill in skills().entries
    assert skill not in found(line)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Rust-based storage engine", {"rust"}),
        ("Senior Go developer", {"go"}),
        ("Senior Ruby Developer, Docker", {"ruby", "docker"}),
        ("Built a compiler in Julia", {"julia"}),
        ("Julia and Python for simulation", {"julia", "python"}),
        ("drivers in C", {"c"}),
        ("Wrote C firmware", {"c"}),
        ("R and Python", {"r", "python"}),
        ("Deployed Jenkins pipelines", {"jenkins"}),
        ("Migrated Kafka to Redpanda", {"kafka"}),
        ("Cassandra and Redis", {"cassandra", "redis"}),
        ("a Flask service and Redis", {"flask", "redis"}),
        ("Angular and TypeScript", {"angular", "typescript"}),
        ("Chef cookbooks and Terraform", {"chef", "terraform"}),
        ("Puppet, Ansible and Terraform", {"puppet", "ansible"}),
        ("Hive tables on HDFS", {"hive"}),
        ("Storm topologies in Java", {"storm"}),
        ("Beam pipelines on Dataflow", {"beam"}),
        ("Spark jobs with Airflow", {"spark"}),
        ("Triton kernels for attention", {"triton"}),
        ("Swift apps for iOS", {"swift"}),
        ("Flutter app in Dart", {"flutter", "dart"}),
        ("Unity game in C#", {"unity"}),
        ("Scala and Spark", {"scala", "spark"}),
        ("Snowflake warehouse with dbt", {"snowflake"}),
        ("Vault secrets with Terraform", {"hashicorp-vault"}),
        ("BERT classifier in PyTorch", {"bert"}),
        ("RUST AND CUDA ENGINEER", {"rust", "cuda"}),
    ],
)
def test_the_same_word_is_the_skill_where_it_is_meant(line, wanted):
    assert wanted <= found(line)


def test_a_question_mark_in_the_cases_makes_a_name_ambiguous():
    table = {"data": {"stores": {"label": "data stores", "cases": ["Quiver DB|Quiver?"]}, "sql": {"label": "SQL"}}}
    known = build(entries_of(table))
    assert not known.matches("a Quiver of arrows")
    assert [match.skill for match in known.matches("Quiver and SQL")] == ["quiver-db", "sql"]


def test_a_tool_is_not_found_by_its_rival():
    known = skills()
    for one, other in (("puppet", "ansible"), ("trello", "asana"), ("magento", "shopify"), ("netlify", "vercel")):
        assert one in known.entries
        assert other in known.entries
        assert one not in known.implied_by(other)
        assert other not in known.implied_by(one)
