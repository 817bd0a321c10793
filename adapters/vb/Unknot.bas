Attribute VB_Name = "Unknot"
' Unknot for VB6 and VBA, 32 and 64 bit. README.md tells how it is used.
Option Explicit

#If VBA7 Then
Private Declare PtrSafe Function LoadLibraryExW Lib "kernel32" (ByVal Path As LongPtr, ByVal File As LongPtr, ByVal Flags As Long) As LongPtr
Private Declare PtrSafe Sub CopyMemory Lib "kernel32" Alias "RtlMoveMemory" (ByVal Target As LongPtr, ByRef Source As LongPtr, ByVal Size As LongPtr)
Private Declare PtrSafe Function VbOpen Lib "unknot_vb.dll" Alias "UnknotOpen" (ByVal PackPath As LongPtr, ByVal OverlayPath As LongPtr) As LongPtr
Private Declare PtrSafe Function VbEngineStatus Lib "unknot_vb.dll" Alias "UnknotEngineStatus" (ByVal Engine As LongPtr) As Long
Private Declare PtrSafe Function VbEngineProblem Lib "unknot_vb.dll" Alias "UnknotEngineProblem" (ByVal Engine As LongPtr) As LongPtr
Private Declare PtrSafe Function VbInfo Lib "unknot_vb.dll" Alias "UnknotInfo" (ByVal Engine As LongPtr) As LongPtr
Private Declare PtrSafe Function VbQuestions Lib "unknot_vb.dll" Alias "UnknotQuestions" (ByVal Engine As LongPtr, ByVal Locale As LongPtr) As LongPtr
Private Declare PtrSafe Function VbAssess Lib "unknot_vb.dll" Alias "UnknotAssess" (ByVal Engine As LongPtr, ByVal Intake As LongPtr, ByVal SeenAt As Double) As LongPtr
Private Declare PtrSafe Function VbResultStatus Lib "unknot_vb.dll" Alias "UnknotResultStatus" (ByVal Result As LongPtr) As Long
Private Declare PtrSafe Function VbResultProblem Lib "unknot_vb.dll" Alias "UnknotResultProblem" (ByVal Result As LongPtr) As LongPtr
Private Declare PtrSafe Function VbFlagTitle Lib "unknot_vb.dll" Alias "UnknotFlagTitle" (ByVal Result As LongPtr, ByVal Index As Long) As LongPtr
Private Declare PtrSafe Function VbFlagReason Lib "unknot_vb.dll" Alias "UnknotFlagReason" (ByVal Result As LongPtr, ByVal Index As Long) As LongPtr
Private Declare PtrSafe Function VbDocument Lib "unknot_vb.dll" Alias "UnknotDocument" (ByVal Result As LongPtr, ByVal MediaType As LongPtr) As LongPtr
Public Declare PtrSafe Sub UnknotClose Lib "unknot_vb.dll" (ByVal Engine As LongPtr)
Public Declare PtrSafe Sub UnknotFree Lib "unknot_vb.dll" (ByVal Result As LongPtr)
Public Declare PtrSafe Function UnknotTier Lib "unknot_vb.dll" (ByVal Result As LongPtr) As Long
Public Declare PtrSafe Function UnknotPossibleTier Lib "unknot_vb.dll" (ByVal Result As LongPtr) As Long
Public Declare PtrSafe Function UnknotComplete Lib "unknot_vb.dll" (ByVal Result As LongPtr) As Long
Public Declare PtrSafe Function UnknotFlagCount Lib "unknot_vb.dll" (ByVal Result As LongPtr) As Long
Public Declare PtrSafe Function UnknotFlagStatus Lib "unknot_vb.dll" (ByVal Result As LongPtr, ByVal Index As Long) As Long
#Else
Public Enum LongPtr  ' as VBA 7 calls it
  UnknotLongPtr
End Enum
Private Declare Function LoadLibraryExW Lib "kernel32" (ByVal Path As LongPtr, ByVal File As LongPtr, ByVal Flags As Long) As LongPtr
Private Declare Sub CopyMemory Lib "kernel32" Alias "RtlMoveMemory" (ByVal Target As LongPtr, ByRef Source As LongPtr, ByVal Size As LongPtr)
Private Declare Function VbOpen Lib "unknot_vb.dll" Alias "UnknotOpen" (ByVal PackPath As LongPtr, ByVal OverlayPath As LongPtr) As LongPtr
Private Declare Function VbEngineStatus Lib "unknot_vb.dll" Alias "UnknotEngineStatus" (ByVal Engine As LongPtr) As Long
Private Declare Function VbEngineProblem Lib "unknot_vb.dll" Alias "UnknotEngineProblem" (ByVal Engine As LongPtr) As LongPtr
Private Declare Function VbInfo Lib "unknot_vb.dll" Alias "UnknotInfo" (ByVal Engine As LongPtr) As LongPtr
Private Declare Function VbQuestions Lib "unknot_vb.dll" Alias "UnknotQuestions" (ByVal Engine As LongPtr, ByVal Locale As LongPtr) As LongPtr
Private Declare Function VbAssess Lib "unknot_vb.dll" Alias "UnknotAssess" (ByVal Engine As LongPtr, ByVal Intake As LongPtr, ByVal SeenAt As Double) As LongPtr
Private Declare Function VbResultStatus Lib "unknot_vb.dll" Alias "UnknotResultStatus" (ByVal Result As LongPtr) As Long
Private Declare Function VbResultProblem Lib "unknot_vb.dll" Alias "UnknotResultProblem" (ByVal Result As LongPtr) As LongPtr
Private Declare Function VbFlagTitle Lib "unknot_vb.dll" Alias "UnknotFlagTitle" (ByVal Result As LongPtr, ByVal Index As Long) As LongPtr
Private Declare Function VbFlagReason Lib "unknot_vb.dll" Alias "UnknotFlagReason" (ByVal Result As LongPtr, ByVal Index As Long) As LongPtr
Private Declare Function VbDocument Lib "unknot_vb.dll" Alias "UnknotDocument" (ByVal Result As LongPtr, ByVal MediaType As LongPtr) As LongPtr
Public Declare Sub UnknotClose Lib "unknot_vb.dll" (ByVal Engine As LongPtr)
Public Declare Sub UnknotFree Lib "unknot_vb.dll" (ByVal Result As LongPtr)
Public Declare Function UnknotTier Lib "unknot_vb.dll" (ByVal Result As LongPtr) As Long
Public Declare Function UnknotPossibleTier Lib "unknot_vb.dll" (ByVal Result As LongPtr) As Long
Public Declare Function UnknotComplete Lib "unknot_vb.dll" (ByVal Result As LongPtr) As Long
Public Declare Function UnknotFlagCount Lib "unknot_vb.dll" (ByVal Result As LongPtr) As Long
Public Declare Function UnknotFlagStatus Lib "unknot_vb.dll" (ByVal Result As LongPtr, ByVal Index As Long) As Long
#End If

Public Const UnknotJson = "application/json"
Public Const UnknotHtml = "text/html"
Public Const UnknotText = "text/plain"
Public Const UnknotClinicHtml = "text/html;for=clinic"
Public Const UnknotFhir = "application/fhir+json"

' The String takes the BSTR over: as a function's own result, VB would take it for text in the code page of the machine.
Private Function Taken(ByVal Text As LongPtr) As String
  CopyMemory VarPtr(Taken), Text, LenB(Text)
End Function

Private Sub Check(ByVal Status As Long, ByVal Problem As String)
  If Status <> 0 Then Err.Raise vbObjectError + 512 + Status, "Unknot", "Unknot: status " & Status & " " & Problem
End Sub

' Loads unknot_vb.dll, and unknot.dll beside it, from a folder. Before anything else.
Public Sub UnknotLoad(ByVal Folder As String)
  If LoadLibraryExW(StrPtr(Folder & "\unknot_vb.dll"), 0, 8) <> 0 Then Exit Sub
  Dim Reason As String
  Select Case Err.LastDllError
    Case 126: Reason = "unknot_vb.dll and unknot.dll are not both there. Copy both there."
    Case 193: Reason = "they are for the other kind of program. Copy those of the other archive there, of 32 or 64 bit."
    Case 127: Reason = "they are of different releases. Copy both from one archive."
    Case Else: Reason = "error " & Err.LastDllError
  End Select
  Err.Raise vbObjectError + 511, "Unknot", "Unknot cannot be loaded from " & Folder & ": " & Reason
End Sub

' An engine, once for the program; UnknotClose ends it. Paths may be left out: the built-in pack, no overlay.
Public Function UnknotOpen(Optional ByVal PackPath As String, Optional ByVal OverlayPath As String) As LongPtr
  Dim Engine As LongPtr
  Dim Status As Long
  Dim Problem As String
  Engine = VbOpen(StrPtr(PackPath), StrPtr(OverlayPath))
  Status = VbEngineStatus(Engine)
  If Status <> 0 Then
    Problem = Taken(VbEngineProblem(Engine))
    UnknotClose Engine
    Check Status, Problem
  End If
  UnknotOpen = Engine
End Function

' A result that succeeded; else its problem is raised, and it is freed.
Private Function Checked(ByVal Result As LongPtr) As LongPtr
  Dim Status As Long
  Dim Problem As String
  Status = VbResultStatus(Result)
  If Status <> 0 Then
    Problem = Taken(VbResultProblem(Result))
    UnknotFree Result
    Check Status, Problem
  End If
  Checked = Result
End Function

' One patient's result; UnknotFree ends it. SeenAt: seconds since 1970, UTC; 0: not given.
Public Function UnknotAssess(ByVal Engine As LongPtr, ByVal Intake As String, Optional ByVal SeenAt As Double) As LongPtr
  UnknotAssess = Checked(VbAssess(Engine, StrPtr(Intake), SeenAt))
End Function

Public Function UnknotQuestions(ByVal Engine As LongPtr, Optional ByVal Locale As String) As String
  Dim Result As LongPtr
  Result = Checked(VbQuestions(Engine, StrPtr(Locale)))
  UnknotQuestions = UnknotDocument(Result, "")
  UnknotFree Result
End Function

Public Function UnknotInfo(ByVal Engine As LongPtr) As String
  UnknotInfo = Taken(VbInfo(Engine))
End Function

Public Function UnknotFlagTitle(ByVal Result As LongPtr, ByVal Index As Long) As String
  UnknotFlagTitle = Taken(VbFlagTitle(Result, Index))
End Function

Public Function UnknotFlagReason(ByVal Result As LongPtr, ByVal Index As Long) As String
  UnknotFlagReason = Taken(VbFlagReason(Result, Index))
End Function

Public Function UnknotDocument(ByVal Result As LongPtr, ByVal MediaType As String) As String
  UnknotDocument = Taken(VbDocument(Result, StrPtr(MediaType)))
  If UnknotDocument = "" Then Check 5, Taken(VbResultProblem(Result))
End Function
