<?php
$query = trim($_GET['q'] ?? '');
?>
<form><input name="q" value="<?= htmlspecialchars($query, ENT_QUOTES) ?>"></form>
<p>Results for <?php echo htmlspecialchars($query, ENT_QUOTES); ?></p>
