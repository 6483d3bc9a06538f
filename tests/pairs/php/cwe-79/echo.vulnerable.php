<?php
$query = trim($_GET['q'] ?? '');
?>
<form><input name="q" value="<?= $query ?>"></form>
<p>Results for <?php echo $query; ?></p>
