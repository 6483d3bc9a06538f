const multer = require("multer");

const upload = multer({ dest: "/srv/uploads", limits: { fileSize: 5_000_000 } });

app.post("/photos", upload.single("photo"), (req, res) => res.sendStatus(201));
