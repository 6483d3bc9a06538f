<html>
<body>
<h1>Welcome, <?= $_GET['name'] ?></h1>
<p>Today is <?= date('l') ?>.</p>
</body>
</html>
