const fs = require("fs");

function avatarPath(name) {
  return "/srv/avatars/" + name + ".png";
}

app.delete("/avatar", (req, res) => {
  fs.unlink(avatarPath(req.query.user), () => res.sendStatus(204));
});
