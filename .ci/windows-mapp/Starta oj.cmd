@echo off
rem A window in Documents\oj where oj is ready to be typed. pushd, for cd cannot enter a share.
title oj
chcp 65001 >nul
set "PATH=%~dp0;%PATH%"
set "OJ_MAPP="
pushd "%~dp0"
for /f "delims=" %%m in ('program\python.exe -X utf8 program\starta.py') do set "OJ_MAPP=%%m"
popd
if not defined OJ_MAPP (
    echo oj gick inte att starta. Se filen som heter MIG.txt i samma mapp.
    pause
    exit /b 3
)
pushd "%OJ_MAPP%"
cmd /k
