"""An empty village list to fill in: the columns that an office has anyway, and a sheet that explains each one."""

import io

from app.village.rules.columns import HEADINGS, Column

ROWS_AS_TEXT = 3000
NEEDED, WANTED, FREE = "必填", "知道的请填", "可不填"
GUIDE: tuple[tuple[Column, str, str, str], ...] = (
    (Column.SERIAL, NEEDED, "从1往下编；中间插入一行也没关系，系统按姓名和出生日期认人，编号由系统给出", "1"),
    (Column.NAME, NEEDED, "与户口簿一致", "岩甩"),
    (Column.SEX, NEEDED, "男 或 女", "女"),
    (Column.BORN, NEEDED, "年月日都要写，写法不限", "1968-03-12、1968年3月12日、19680312"),
    (Column.GROUP, NEEDED, "本户所在的村民小组；同一户写在第一行即可，也可以合并单元格", "一组"),
    (Column.HEAD_NAME, NEEDED, "本户户主的姓名；户主本人这一行写自己的姓名，下面留空的算同一户", "岩甩"),
    (Column.PHONE, WANTED, "11位手机号，或带区号的固定电话", "0691-8216045"),
    (Column.PARTY, WANTED, "正式 或 预备；不是党员的留空", "正式"),
    (
        Column.BODIES,
        WANTED,
        "机构和职务之间用冒号，几个职务之间用分号；也可以写书记、支部委员、村主任、村委委员、监委主任、监委委员、代表、"
        "文书、管理员、书记兼主任",
        "村民委员会:主任;村民代表",
    ),
    (Column.REPRESENTS, WANTED, "只有村民代表填：所代表各户户主的姓名（或户号），用空格隔开", "岩甩 李建国"),
    (Column.RELATION, WANTED, "配偶、子、女、父亲、母亲、儿媳、孙子等；户主本人留空", "配偶"),
    (Column.NAMESAKE, FREE, "另有一人与他同名、同一天出生，而且确实是两个人的，填“是”", "是"),
)
NOTES = (
    "一人一行，全村的人都要写：名单里没有的人，系统会当作已经离开本村。",
    "已有人员编号、户号的，可以另加“人员编号”“户号”两列。",
    "外村来任职的文书、管理员、乡镇干部，只填姓名、性别和任职。",
    "填好后保存，在“导入村民名单”页面选择这个文件；系统先给您看有哪些变动，确认以后才写入。",
)


def write_template() -> bytes:
    """Return the empty list as an XLSX file whose cells take everything as text."""
    import openpyxl  # slow to load, and only needed here
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet, guide = book.active, book.create_sheet("填写说明")
    sheet.title = "村民名单"
    sheet.freeze_panes = "C2"
    sheet.append([_heading(column) for column, *_rest in GUIDE])
    for place, (column, *_rest) in enumerate(GUIDE, start=1):
        width = 30 if column in (Column.BODIES, Column.REPRESENTS) else 14
        sheet.column_dimensions[get_column_letter(place)].width = width
        for line in range(1, ROWS_AS_TEXT + 1):
            sheet.cell(line, place).number_format = "@"  # else Excel takes a phone for a number and shortens it
    guide.append(["列", "要不要填", "填什么", "例子"])
    for column, needed, takes, example in GUIDE:
        guide.append([_heading(column), needed, takes, example])
    guide.append([])
    for note in NOTES:
        guide.append([None, None, note])
    for letter, width in zip("ABCD", (14, 12, 70, 36), strict=True):
        guide.column_dimensions[letter].width = width
    for row in guide.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in (*sheet[1], *guide[1]):
        cell.font = Font(bold=True)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _heading(column: Column) -> str:
    return HEADINGS[column].split()[0]
