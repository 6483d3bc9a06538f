<html>
<body>
<h1>Welcome, <?= htmlspecialchars($_GET['name'], ENT_QUOTES) ?></h1>
<p>Today is <?= date('l') ?>.</p>
</body>
</html>
