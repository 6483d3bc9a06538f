<?php

use App\Http\Controllers\Admin\UserController;
use Illuminate\Support\Facades\Route;

Route::middleware(['auth', 'can:administer'])->get('/admin/users', [UserController::class, 'index']);
Route::delete('/admin/users/{user}', [UserController::class, 'destroy'])->withoutMiddleware('auth');
