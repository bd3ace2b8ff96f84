@echo off
"%~dp0program\python.exe" -X utf8 -m oj_cli %*
exit /b %errorlevel%
