const mysql = require('mysql2/promise');

const pool = mysql.createPool({ uri: process.env.DATABASE_URL });

function escapeHtml(text) {
  return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

async function renderComments(postId) {
  const [rows] = await pool.execute('SELECT author, body FROM comments WHERE post_id = ?', [postId]);
  return '<ul>' + rows.map((row) => `<li><b>${row.author}</b> ${row.body}</li>`).join('') + '</ul>';
}

exports.show = async (req, res) => {
  res.send(await renderComments(Number(req.params.id)));
};
