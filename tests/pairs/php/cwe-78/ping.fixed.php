<form method="get"><input name="host"><button>Ping</button></form>
<?php if (isset($_GET['host'])): ?>
<pre><?php
$host = escapeshellarg($_GET['host']);
$lines = `ping -c 3 $host`;
echo htmlspecialchars($lines);
?></pre>
<?php endif; ?>
