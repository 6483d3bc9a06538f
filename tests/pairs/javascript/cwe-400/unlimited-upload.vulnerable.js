const multer = require("multer");

const upload = multer({ dest: "/srv/uploads", limits: { fileSize: Infinity } });

app.post("/photos", upload.single("photo"), (req, res) => res.sendStatus(201));
