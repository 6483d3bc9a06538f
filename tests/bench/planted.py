"""Weak statements of one line to plant in fragments, with the imports that they need; and harmless ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Planted:
    """A statement whose weakness is found in a whole text, and the lines that import what it names."""

    statement: str
    imports: str = ""


_REQUEST = "from flask import request\n"
_C = (
    Planted("system(command);"),
    Planted("char *line = gets(buffer);", "#include <stdio.h>\n"),
    Planted("strcpy(small, command);", "#include <string.h>\nextern char small[8];\n"),
    Planted('sprintf(small, "%s", command);', "#include <stdio.h>\nextern char small[8];\n"),
    Planted("printf(command);", "#include <stdio.h>\n"),
)
_SCRIPT = (
    Planted("eval(command);"),
    Planted("element.innerHTML = location.hash;"),
    Planted("connection.query(`SELECT * FROM notes WHERE id = ${command}`);"),
    Planted("cp.exec(`ls ${command}`);", "const cp = require('child_process');\n"),
    Planted("const digest = crypto.createHash('md5').update(command);", "const crypto = require('crypto');\n"),
    Planted("new Function(command)();"),
)
PLANTED: Final[Mapping[str, tuple[Planted, ...]]] = {
    "python": (
        Planted("os.system(command)"),
        Planted("subprocess.run(command, shell=True)", "import subprocess\n"),
        Planted("result = eval(command)"),
        Planted("exec(command)"),
        Planted("cursor.execute(f\"SELECT * FROM notes WHERE name = '{request.args['name']}'\")", _REQUEST),
        Planted('password = "kQ9x!vT2mLp8"'),
        Planted("note = pickle.loads(command)", "import pickle\n"),
        Planted("note = yaml.load(command, Loader=yaml.Loader)", "import yaml\n"),
        Planted("digest = hashlib.md5(command).hexdigest()", "import hashlib\n"),
        Planted("answer = requests.get(command, verify=False)", "import requests\n"),
    ),
    "javascript": _SCRIPT,
    "typescript": _SCRIPT,
    "java": (
        Planted("Runtime.getRuntime().exec(command);"),
        Planted('MessageDigest digest = MessageDigest.getInstance("MD5");', "import java.security.MessageDigest;\n"),
        Planted('statement.executeQuery("SELECT * FROM notes WHERE name = \'" + command + "\'");'),
        Planted("Object note = new ObjectInputStream(stream).readObject();", "import java.io.ObjectInputStream;\n"),
        Planted('Cipher cipher = Cipher.getInstance("DES");', "import javax.crypto.Cipher;\n"),
    ),
    "go": (
        Planted('exec.Command("sh", "-c", command).Run()', 'import "os/exec"\n'),
        Planted("digest := md5.New()", 'import "crypto/md5"\n'),
        Planted(
            "rows, err := db.Query(fmt.Sprintf(\"SELECT * FROM notes WHERE name = '%s'\", command))", 'import "fmt"\n'
        ),
        Planted("settings := &tls.Config{InsecureSkipVerify: true}", 'import "crypto/tls"\n'),
    ),
    "rust": (
        Planted('Command::new("sh").arg("-c").arg(command).output();'),
        Planted("let client = reqwest::Client::builder().danger_accept_invalid_certs(true).build();"),
        Planted("let digest = md5::compute(command);"),
        Planted("let word: u64 = unsafe { std::mem::transmute(pair) };"),
    ),
    "c": _C,
    "cpp": (Planted("system(command.c_str());"), *_C[1:2]),
    "csharp": (
        Planted("Process.Start(command);"),
        Planted("var digest = MD5.Create();", "using System.Security.Cryptography;\n"),
        Planted(
            'var query = new SqlCommand("SELECT * FROM notes WHERE name = \'" + command + "\'", connection);',
            "using System.Data.SqlClient;\n",
        ),
        Planted(
            "var note = new BinaryFormatter().Deserialize(stream);",
            "using System.Runtime.Serialization.Formatters.Binary;\n",
        ),
    ),
    "php": (
        Planted("shell_exec($_GET['name']);"),
        Planted("eval($command);"),
        Planted("$note = unserialize($_POST['note']);"),
        Planted("mysqli_query($link, \"SELECT * FROM notes WHERE name = '{$_GET['name']}'\");"),
        Planted("echo $_GET['name'];"),
    ),
    "bash": (
        Planted('eval "$1" now;'),
        Planted("curl --insecure https://notes.example/install"),
        Planted("chmod 777 /srv/notes"),
    ),
    "dockerfile": (
        Planted("RUN chmod 777 /srv"),
        Planted("RUN curl --insecure https://notes.example/install"),
        Planted("ADD http://notes.example/all.tar /srv/"),
    ),
    "hcl": (Planted('acl    = "public-read"'), Planted("publicly_accessible = true")),
    "yaml": (Planted("privileged: true"), Planted("allowPrivilegeEscalation: true")),
    "sql": (
        Planted("GRANT ALL ON notes TO PUBLIC;"),
        Planted("CREATE USER notes IDENTIFIED BY 'kQ9x!vT2mLp8';"),
    ),
}
HARMLESS: Final[Mapping[str, str]] = {
    "python": "self.note(command)",
    "javascript": "report(command);",
    "typescript": "report(command);",
    "java": "this.report(command);",
    "go": "report(command)",
    "rust": "self::report(command);",
    "c": "report(command);",
    "cpp": "report(command);",
    "csharp": "Report(command);",
    "php": "report($command);",
    "bash": 'report "$count";',
    "dockerfile": "LABEL kind=notes",
    "hcl": 'region = "eu"',
    "yaml": "readOnlyRootFilesystem: true",
    "sql": "SELECT id FROM notes;",
}
