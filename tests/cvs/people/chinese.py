"""People whose CVs are in Chinese, one with the name in both scripts."""

from tests.cvs.person import Award, Group, Link, Paper, Person, Post, Project, Study

MINGRUI = Person(
    key="shangguan",
    language="zh",
    name="上官明睿 (Mingrui Shangguan)",
    names=("上官明睿", "Mingrui Shangguan"),
    email="mingrui.sg@xuelab.example",
    phone="+86 138 0000 0155",
    links=(Link(url="https://github.com/mrshangguan", network="GitHub"),),
    city="杭州",
    availability="求职意向：推理系统研发实习生，2027 年夏季",
    education=(
        Study(
            institution="浙江大学",
            degree="硕士",
            field="计算机科学与技术",
            start="2024-09",
            end="present",
            gpa="3.92/4.00",
            rank="5/180",
            advisers=("闻人静",),
        ),
        Study(
            institution="华中科技大学",
            degree="学士",
            field="软件工程",
            start="2020-09",
            end="2024-06",
            gpa="3.85/4.00",
            rank="8/210",
        ),
    ),
    work=(
        Post(
            organization="字节跳动",
            title="推理引擎实习生",
            start="2025-06",
            end="2025-09",
            city="北京",
            details=("优化大模型推理的显存管理，吞吐提升 35%。",),
        ),
        Post(
            organization="鹭屿智能科技有限公司",
            title="后端开发实习生",
            start="2023-07",
            end="2023-09",
            city="深圳",
            details=("实现日志检索服务，查询延迟降低一半。",),
        ),
    ),
    papers=(
        Paper(
            title="PagedTree: prefix sharing for long-context inference",
            authors=("Mingrui Shangguan", "Qiao Ouyang", "Jing Wenren"),
            venue="ATC",
            year="2026",
        ),
    ),
    projects=(Project(name="轻量级编译器", text="用 Rust 编写的教学编译器，支持循环优化。", start="2023", end="2023"),),
    awards=(
        Award(title="国家奖学金", years=("2023",)),
        Award(title="ACM-ICPC 亚洲区域赛银奖", years=("2022",)),
    ),
    skills=(
        Group(name="编程语言", skills=("C++", "Python", "Rust")),
        Group(name="框架", skills=("PyTorch", "vLLM", "CUDA")),
    ),
    languages=(("英语", "流利"), ("日语", "良好")),
)

YUNSHU = Person(
    key="zhuge",
    language="zh",
    name="诸葛云舒",
    email="yunshu.zhuge@mail.example",
    phone="13900000166",
    city="上海",
    education=(
        Study(institution="同济大学", degree="本科", field="工业设计", start="2014-09", end="2018-06", city="上海"),
    ),
    work=(
        Post(
            organization="小米科技有限公司",
            title="产品经理",
            start="2021-03",
            end="present",
            city="北京",
            details=("负责家居产品线的需求分析与上线。",),
        ),
        Post(
            organization="青榆设计公司",
            title="交互设计师",
            start="2018-07",
            end="2021-02",
            city="上海",
            details=("完成十二个移动端项目的交互设计。",),
        ),
    ),
    awards=(Award(title="校级一等奖学金", years=("2016",)),),
    skills=(Group(name="", skills=("Figma", "Axure", "SQL", "用户访谈")),),
    languages=(("英语", "熟练"),),
)

PEOPLE = (MINGRUI, YUNSHU)
