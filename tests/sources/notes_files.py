"""Files of notes as tests need them: Word documents, transcripts, chats."""

import io
import zipfile
from xml.sax.saxutils import escape

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

INTERVIEW = """\
Interview with a new customer
Date: 1 March 2024 14:30
Consent: yes, signed

Interviewer: How did you find us?
Ann: I saw an ad. The delivery took nine days.

It was awful.
Interviewer: And what happened then?
Ann: I called. Note: nobody answered.
"""
CALL = """\
WEBVTT

NOTE
Date: 2024-04-03 09:00

1
00:00:01.000 --> 00:00:03.000
<v Max>Thank you for calling, how can I help?

2
00:00:04.000 --> 00:00:06.000
<v Zoe>My parcel &amp; my money are gone.

3
00:00:06.500 --> 00:00:08.000
<v Zoe>I ordered it 9 days ago.

bad --> cue
lost

00:01:00.000 --> 00:01:02.000
<v Lea>This is Lea, let me check that for you.

00:01:03.000 --> 00:01:04.000
<v Zoe>Please do.
"""
CHAT = """\
[03/28/2024, 23:59] Tim (Support): Hello, how can I help?
[03/28/2024, 23:59] Kim: My order has not arrived.
[03/29/2024, 00:01] Kim: I paid 3 weeks ago.
"""


def docx(*paragraphs: str, body: str | None = None, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word document of paragraphs and, below them, a table."""
    texts = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    table = f"<w:tbl>{cells}</w:tbl>" if rows else ""
    document = body or f'<?xml version="1.0"?><w:document {_SPACE}><w:body>{texts}{table}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return out.getvalue()
