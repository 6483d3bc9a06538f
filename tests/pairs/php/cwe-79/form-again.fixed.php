<?php
$email = $_POST['email'] ?? '';
$problem = filter_var($email, FILTER_VALIDATE_EMAIL) ? '' : 'This is no address.';
?>
<form method="post">
  <input name="email" value="<?php print htmlspecialchars($email); ?>">
  <span><?php echo $problem; ?></span>
</form>
