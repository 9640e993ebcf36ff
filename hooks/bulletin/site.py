"""What a bureau sets once: `extra.bulletin` in mkdocs.yml. The tool reads it from the file, so that it needs no site generator."""

from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import quote

from pydantic import BaseModel, Field, PrivateAttr

from bulletin.findings import Place, Words
from bulletin.front import Fault, read_front
from bulletin.load import Source
from bulletin.model import Bulletin, Contact, Date, Flag, Text
from bulletin.validate import validate

Bucket = Literal["completed", "ongoing"]


class Status(BaseModel, frozen=True, extra="forbid"):
    """一种整改状态，归入“已完成”或“未完成”。"""

    required: ClassVar = ("label", "bucket")

    label: Text = Field("", description="公布时的叫法，如 阶段性完成")
    bucket: Bucket | None = Field(None, description="completed 计入已完成，ongoing 计入未完成")
    means: Text = Field("", description="定义，公布在“怎样读通报”一页")


STATUSES = {
    "completed": Status(label="已完成", bucket="completed", means="整改措施已全部落实，问题已经解决。"),
    "phased": Status(label="阶段性完成", bucket="ongoing", means="本阶段的任务已完成，还有后续任务。"),
    "ongoing": Status(label="正在整改", bucket="ongoing", means="整改措施正在落实。"),
    "long_term": Status(label="长期坚持", bucket="ongoing", means="需要长期抓下去，不设一次性的完成。"),
    "not_started": Status(label="尚未启动", bucket="ongoing", means="整改措施尚未开始落实。"),
}


class Faces(BaseModel, frozen=True, extra="forbid"):
    """公文各级字体的字体文件；不写即用安装时取得的自由字体。"""

    fangsong: Text = Field("fonts/FandolFang-Regular.otf", description="仿宋：正文")
    kaiti: Text = Field("fonts/FandolKai-Regular.otf", description="楷体：（一）级标题")
    heiti: Text = Field("fonts/FandolHei-Regular.otf", description="黑体：一、级标题，附件")
    title: Text = Field("fonts/FandolSong-Bold.otf", description="小标宋：标题")
    songti: Text = Field("fonts/FandolSong-Regular.otf", description="宋体：页码")
    fallback: Text = Field("fonts/LXGWWenKai-Regular.ttf", description="以上字体缺字（人名生僻字）时代用")


METADATA = {
    "index": "索引号",
    "issuer": "发布机构",
    "number": "发文字号",
    "date": "成文日期",
    "published": "发布日期",
    "access": "公开方式",
    "validity": "有效性",
}


class Imprint(BaseModel, frozen=True, extra="forbid"):
    """版记：抄送机关、印发机关；不写就不印版记。"""

    copies: Text = Field("", description="抄送机关，如 市委巡察工作领导小组办公室")
    office: Text = Field("", description="印发机关，如 中共安阳市交通运输局党组办公室")


class Approval(BaseModel, frozen=True, extra="forbid"):
    """审签：要经过哪些环节，从什么时候起，公布不公布。"""

    steps: tuple[Text, ...] = Field((), description="必经的环节，按先后，如 [初审, 复审, 终审]；不写就不要求")
    since: Date | None = Field(None, description="成文日期在这一天或以后的通报才要求；不写即全部")
    shown: Flag = Field(False, description="网页和 PDF 上是否公布各环节的审签人和日期")


class Cms(BaseModel, frozen=True, extra="forbid"):
    """网页编辑：在浏览器里填表，存成 git 提交；要先执行 make cms。"""

    required: ClassVar = ("kind",)

    kind: Literal["gitea", "gitlab", "github", "local"] | None = Field(
        None, description="代码托管平台的种类；local 是没有平台，在本机用 make edit 编写"
    )
    repo: Text = Field("", description="仓库，如 bangongshi/tongbao；local 不写")
    host: Text = Field("", description="平台的网址，如 https://git.example.cn；用 github.com、gitlab.com 的不写")
    app: Text = Field("", description="在 Gitea 或 GitLab 登记的 OAuth 应用的编号（Client ID）")
    login: Text = Field("", description="GitHub 的登录服务的网址，要自己架设")
    branch: Text = Field("main", description="分支")


class Bureau(BaseModel, frozen=True, extra="forbid"):
    """一个部门的仓库：它的通报汇总到本网站。"""

    required: ClassVar = ("name", "slug", "path")

    name: Text = Field("", description="部门的全称，如 示例市水务局")
    slug: Text = Field("", description="网址里的名称，用小写英文字母、数字、连字符，如 shuiwu")
    path: Text = Field("", description="通报文件夹，从项目文件夹算起，如 ../shuiwu/bulletins")

    @property
    def address(self) -> str:
        """The page of the bureau."""
        return f"bulletins/{self.slug}/index"

    @property
    def feed(self) -> str:
        """The feed of the bureau, without its ending."""
        return f"data/bureaus/{self.slug}"


class Site(BaseModel, frozen=True, extra="forbid"):
    """一个单位的设置。"""

    required: ClassVar = ("name",)

    name: Text = Field("", description="主办单位的全称")
    section: Text = Field("整改公开", description="栏目名称")
    contact: Contact = Field(Contact(), description="网站页脚的联系方式")
    samples: Flag = Field(True, description="是否发布样例（sample: true 的通报）")
    statuses: dict[str, Status] = Field({}, description="改名或新增的整改状态")
    fonts: Faces = Field(Faces(), description="PDF 所用的字体文件")
    sealed: Flag = Field(False, description="PDF 的署名按加盖印章的公文编排，留出用印的空白；不会画出印章")
    checks: Flag = Field(False, description="PDF 末尾附账目核对表，与网页上的相同")
    letterheads: dict[str, Text] = Field(
        {},
        description="红头：署名及其发文机关标志，如 {中共安阳市交通运输局党组: 中共安阳市交通运输局党组文件}；没有就不写",
    )
    approval: Approval = Field(Approval(), description="审签的要求；样例不受此限")
    cms: Cms | None = Field(None, description="网页编辑；不写就没有")
    imprint: Imprint | None = Field(None, description="版记；没有就不写")
    words: dict[str, Text] = Field(
        {}, description="易错的字词，如 {百吨车: 百吨王}：左边的出现在正文里就提示改成右边的；两边相同，则不再提示"
    )
    identity: dict[str, Text] = Field({}, description="页脚标识，如 {网站标识码: …, ICP备案: …}；没有就不写")

    sources: tuple[Bureau, ...] = Field(
        (), repr=False, description="汇总哪些部门的通报，按列出的先后；不写就只有本项目的"
    )
    fields: dict[str, Text] = Field({}, description="通报首部各栏的叫法，如 {number: 文号}；写空即不显示")

    _address: str = PrivateAttr("")

    @property
    def key(self) -> bytes:
        """All that the settings say, in one form: it stands in the names of what is kept."""
        return repr((self, self._address)).encode()

    @property
    def origin(self) -> str:
        """The address at which the site will stand, with a slash at its end; empty while mkdocs.yml gives no site_url."""
        return self._address and f"{self._address.rstrip('/')}/"

    def page(self, bulletin: Bulletin) -> str:
        """The permanent address of a bulletin's page; empty as long as that of the site."""
        return self.origin and f"{self.origin}{quote(bulletin.address)}.html"

    @property
    def metadata(self) -> dict[str, str]:
        """What the fields at the head of a bulletin are called here."""
        return METADATA | self.fields

    @cached_property
    def vocabulary(self) -> dict[str, Status]:
        """Every status that a bulletin of this site may use, in the order in which they are listed."""
        return STATUSES | self.statuses

    def bucket(self, status: str) -> str:
        """`completed` or `ongoing`; empty for an entry without a status, or with one that RB019 refuses."""
        known = self.vocabulary.get(status)
        return (known.bucket or "") if known else ""

    def label(self, status: str) -> str:
        """The status in words; 未逐项公布 where none was published."""
        return self.vocabulary[status].label if status in self.vocabulary else "未逐项公布"


def read_site(config: Path) -> tuple[Site, Source]:
    """The settings in `config` (mkdocs.yml), and what is wrong with them as the faults of a source.

    A file that is missing, or that has no `extra.bulletin`, gives the defaults: a bulletin can be checked anywhere.
    """
    source = Source(config.name)
    if not config.is_file():
        return Site(), source
    try:
        text = config.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        source.faults.append(Fault("RB004", Place(), {"why": Words("请另存为 UTF-8", "save it as UTF-8")}))
        return Site(), source
    front = read_front(text, inside=("extra", "bulletin"))
    source.places, source.faults = front.places, front.faults
    site = validate(Site, front, source.faults) if front.data else Site()
    site._address = _text_of(read_front(text).data.get("site_url"))
    return site, source


def _text_of(value: object) -> str:
    """`site_url` belongs to the site generator: what is odd about it is the generator's to say."""
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else ""
