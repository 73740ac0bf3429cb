"""The page for uploading a picture or a PDF for the text of a form."""

import json

from werkzeug import Request, Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from publisher.edit.files.kept_states import Deed
from publisher.edit.files.uploads import MOST_BYTES, Upload, upload_of
from publisher.edit.web.desk import OWN, Desk, titles_of
from publisher.edit.web.submitted_work import body_of
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.preview.server import HEADERS


class UploadPage:
    """Accepts a file, and stores it beside its document."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def submitted(self, request: Request) -> Response:
        """Store a file; return its Markdown if a script asks, or else append it to the saved text."""
        document = request.form.get("@file", "")
        opened = self.desk.editor.open(document)
        if body_of(opened) is None:
            raise NotFound
        given = request.files.get("@upload")
        content = given.stream.read(MOST_BYTES + 1) if given else b""
        made, problems = upload_of(self.desk.root, document, (given and given.filename) or "", content,
                                   request.form.get("@words", ""))  # fmt: skip
        if not content:
            made, problems = None, [Problem.at(Place(document), "upload-nothing")]
        scripted = request.headers.get("Accept", "").startswith("application/json")
        if made is None:
            if not scripted:
                raise ProblemsFound(problems)
            return self._json({"problems": self.desk.in_words(problems)}, 422)
        if scripted:
            self.desk.editor.carry_out({made.file: made.content}, Deed.ADDED, made.file, request.form.get("@words", ""))
            return self._json({"markdown": made.markdown}, 200)
        body = f"{opened.document.body.rstrip()}\n\n{made.markdown}\n"
        self._keep(document, made, self.desk.editor.content(opened, opened.document.fields, body))
        return redirect(f"{OWN}form?file={document}&done=saved", 303)

    def _keep(self, document: str, made: Upload, content: bytes) -> None:
        title = titles_of(self.desk.editor.look()).get(document, document)
        self.desk.editor.save(self.desk.editor.open(document), content, title, {made.file: made.content})
        self.desk.changed([document, made.file])

    def _json(self, value: object, code: int) -> Response:
        return Response(json.dumps(value), code, HEADERS, mimetype="application/json")
